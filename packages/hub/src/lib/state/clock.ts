import { parseMoment } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";

/**
 * The hub's own time. It rules schedules, expiry of registrations, telemetry and the `Date` header.
 * The expiry of SAS tokens follows the `now` option instead.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Stops the clock, at the given time or at the current one. Time then moves only through
   * `advance`. A string is ISO 8601, in UTC unless it has a zone.
   *
   * @throws {ArgumentError} when the time is not a date.
   */
  freeze(at?: Date | number | string | undefined): void;
  /** Lets a frozen clock run again from where it stopped. */
  resume(): void;
  /**
   * Moves the clock forward and does what falls due on the way: scheduled sends fire in order, and
   * registrations expire.
   *
   * @throws {ArgumentError} when `seconds` is not a number, is negative, or leads beyond the latest
   *   date that JavaScript has.
   */
  advance(seconds: number): void;
  readonly frozen: boolean;
}

/** What the hub does when the clock is moved by hand. */
export type ClockListener = () => void;

/** The latest moment that a JavaScript date can hold. */
const LAST_MOMENT = 8_640_000_000_000_000;

export class HubClock implements Clock {
  readonly #base: () => number;
  readonly #onMove: ClockListener;
  #offsetMs = 0;
  #frozenAt: number | undefined;

  constructor(base: () => number, onMove: ClockListener) {
    this.#base = base;
    this.#onMove = onMove;
  }

  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  now(): number {
    return this.#frozenAt ?? this.#base() + this.#offsetMs;
  }

  freeze(at?: Date | number | string): void {
    this.#frozenAt = at === undefined ? this.now() : readMoment(at, "at");
    this.#onMove();
  }

  resume(): void {
    if (this.#frozenAt === undefined) return;
    this.#offsetMs = this.#frozenAt - this.#base();
    this.#frozenAt = undefined;
    this.#onMove();
  }

  advance(seconds: number): void {
    checkAdvance(seconds, this.now(), "seconds");
    if (this.#frozenAt === undefined) this.#offsetMs += seconds * 1000;
    else this.#frozenAt += seconds * 1000;
    this.#onMove();
  }

  /** Returns to the time of the `now` option. */
  reset(): void {
    this.#offsetMs = 0;
    this.#frozenAt = undefined;
    this.#onMove();
  }
}

/** @throws {ArgumentError} when the clock cannot be moved forward by so many seconds. */
export function checkAdvance(seconds: unknown, fromMs: number, argument: string): asserts seconds is number {
  if (typeof seconds === "number" && seconds >= 0 && fromMs + seconds * 1000 <= LAST_MOMENT) return;
  throw new ArgumentError(
    argument,
    `${argument} must be a number of at least 0 and must not lead beyond the latest date that JavaScript has.`,
  );
}

/**
 * A time in milliseconds since 1970.
 *
 * @throws {ArgumentError} when it is not a time.
 */
export function readMoment(at: unknown, argument: string): number {
  const date = typeof at === "string" ? parseMoment(at) : at;
  const milliseconds = date instanceof Date ? date.getTime() : date;
  if (typeof milliseconds !== "number" || !(Math.abs(milliseconds) <= LAST_MOMENT)) {
    throw new ArgumentError(
      argument,
      "The time must be a date, milliseconds since 1970, or an ISO 8601 string such as 2031-05-06T07:08:09Z (UTC without a zone).",
    );
  }
  return milliseconds;
}
