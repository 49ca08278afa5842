import { laneOf } from "../state/lane.js";
import type { OutgoingPush } from "../state/outbox.js";
import { unref } from "../unref.js";

/** The longest time that a device waits, in milliseconds. */
const LONGEST_PAUSE_MS = 3_600_000;

interface Pause {
  readonly timer: ReturnType<typeof setTimeout>;
  /** Called when the pause is over, one for each push that waits. */
  readonly waiting: (() => void)[];
}

/**
 * The devices to which a push service lets nothing through for a while. Pushes to them wait, and
 * those to other devices go on.
 */
export class ThrottledDevices {
  readonly #pauses = new Map<string, Pause>();

  /** Begins no push to the device of this one for that long. A pause that has begun goes on. */
  pause(push: OutgoingPush, durationMs: number): void {
    const device = deviceOf(push);
    if (this.#pauses.has(device)) return;
    const timer = setTimeout(
      () => {
        const pause = this.#pauses.get(device);
        this.#pauses.delete(device);
        for (const resume of pause?.waiting ?? []) resume();
      },
      Math.min(durationMs, LONGEST_PAUSE_MS),
    );
    unref(timer);
    this.#pauses.set(device, { timer, waiting: [] });
  }

  /** Whether a push must wait. If so, calls back when the pause of its device is over. */
  holds(push: OutgoingPush, resume: () => void): boolean {
    const pause = this.#pauses.get(deviceOf(push));
    pause?.waiting.push(resume);
    return pause !== undefined;
  }

  /** Forgets every pause. Nothing is called back. */
  stop(): void {
    for (const { timer } of this.#pauses.values()) clearTimeout(timer);
    this.#pauses.clear();
  }
}

function deviceOf({ hub, recipient }: OutgoingPush): string {
  return `${laneOf(hub, recipient)} ${recipient.handle}`;
}
