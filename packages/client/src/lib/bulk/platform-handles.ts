import { isPlatform, type Platform } from "@nh/payloads";
import { ArgumentError } from "../argument-error.js";
import { AudienceError } from "../audience/audience-error.js";
import { handleProblem } from "../audience/check-handle.js";
import { isObject } from "../check-options.js";
import { platformAdvice } from "../platform-advice.js";

/** A device handle with the platform that gave it. */
export interface PlatformHandle {
  readonly platform: Platform;
  readonly handle: string;
}

/**
 * Handles that may wait for their platform's turn. Beyond this the others wait, so that an input
 * sorted by platform is not held in memory as a whole.
 */
const QUEUE_LIMIT = 10_000;

/**
 * Deals the handles of one input out to several readers, one for each platform, and keeps their
 * order. What one reader finds for another waits in that one's queue.
 */
export class PlatformHandles {
  readonly #iterator: Iterator<PlatformHandle> | AsyncIterator<PlatformHandle>;
  readonly #queues: ReadonlyMap<Platform, string[]>;
  #position = 0;
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;
  /** Settled when the input has been read a little further. */
  #reading: Promise<void> | undefined;
  /** Called when a full queue has room again. */
  #roomMade: (() => void)[] = [];

  constructor(input: Iterable<PlatformHandle> | AsyncIterable<PlatformHandle>, platforms: readonly Platform[]) {
    this.#iterator = Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]();
    this.#queues = new Map(platforms.map((platform) => [platform, []]));
  }

  /** The handles of one platform, in the order of the input. */
  async *of(platform: Platform): AsyncGenerator<string, void, undefined> {
    const queue = this.#queues.get(platform) ?? [];
    for (;;) {
      const waiting = queue.splice(0);
      if (waiting.length > 0) for (const wake of this.#roomMade.splice(0)) wake();
      yield* waiting;
      if (queue.length > 0) continue;
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#isOver) return;
      if (this.#isFull()) await new Promise<void>((resolve) => this.#roomMade.push(resolve));
      else await this.#readSome();
    }
  }

  /** Tells the input that no more will be read, and lets go whoever waits for it. */
  close(): void {
    for (const wake of this.#roomMade.splice(0)) wake();
    if (this.#isOver) return;
    this.#isOver = true;
    // Nobody waits for an input that is still busy with the last read, and what it throws now helps
    // nobody.
    (async () => this.#iterator.return?.())().catch(() => undefined);
  }

  #isFull(): boolean {
    return [...this.#queues.values()].some((queue) => queue.length >= QUEUE_LIMIT);
  }

  /** All readers wait for the same step: an iterator is asked one thing at a time. */
  #readSome(): Promise<void> {
    this.#reading ??= this.#readOne().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Reads until some reader has something, or the input is over. */
  async #readOne(): Promise<void> {
    try {
      const step = this.#iterator.next();
      const { done, value } = "then" in step ? await step : step;
      if (done) this.#isOver = true;
      else this.#deal(value);
    } catch (error) {
      this.#isOver = true;
      this.#failure = { error };
    }
  }

  #deal(item: unknown): void {
    const where = `item ${++this.#position} of the input`;
    const { platform, handle }: Partial<PlatformHandle> = isObject(item) ? item : {};
    const queue = isPlatform(platform) ? this.#queues.get(platform) : undefined;
    if (queue === undefined) {
      const rule = isPlatform(platform)
        ? `is for ${platform}, which is not among the platforms: ${[...this.#queues.keys()].join(", ")}`
        : `must be an object such as { platform: "apple", handle: "…" }${platformAdvice(platform)}`;
      throw new ArgumentError("sendToDevices", "handles", `${where} ${rule}`);
    }
    if (typeof handle !== "string") {
      throw new ArgumentError("sendToDevices", "handles", `${where} must have a handle that is a string`);
    }
    const problem = handleProblem(handle);
    if (problem !== undefined) {
      const sentence = `The handle of ${where} ${problem}.`;
      throw new AudienceError("sendToDevices", "NH_AUDIENCE_INVALID", sentence);
    }
    queue.push(handle);
  }
}
