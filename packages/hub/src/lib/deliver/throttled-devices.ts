import { laneOf } from "../state/lane-of.js";
import type { OutgoingPush } from "../state/outbox.js";
import type { State } from "../state/state.js";
import { unref } from "../unref.js";

/** The longest time that a device waits, in milliseconds. */
const LONGEST_PAUSE_MS = 3_600_000;

interface Pause {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly waiting: HeldPush[];
}

/** A push that waits, and the state to which it belongs. */
export interface HeldPush {
  readonly state: State;
  readonly push: OutgoingPush;
}

/**
 * The devices to which a push service lets nothing through for a while. Pushes to them wait, and
 * those to other devices go on.
 */
export class ThrottledDevices {
  readonly #resume: (held: readonly HeldPush[]) => void;
  readonly #pauses = new Map<string, Pause>();

  /** @param resume Gets the pushes to a device whose pause is over, the oldest first. */
  constructor(resume: (held: readonly HeldPush[]) => void) {
    this.#resume = resume;
  }

  /** Begins no push to the device of this one for that long. A pause that has begun goes on. */
  pause(push: OutgoingPush, durationMs: number): void {
    const device = deviceOf(push);
    if (this.#pauses.has(device)) return;
    const timer = setTimeout(
      () => {
        const pause = this.#pauses.get(device);
        this.#pauses.delete(device);
        // What was throttled comes before what was held behind it: the newest is shown last.
        this.#resume((pause?.waiting ?? []).sort((left, right) => left.push.id - right.push.id));
      },
      Math.min(durationMs, LONGEST_PAUSE_MS),
    );
    unref(timer);
    this.#pauses.set(device, { timer, waiting: [] });
  }

  /** Whether a push must wait. If so, it resumes when the pause of its device is over. */
  holds(held: HeldPush): boolean {
    const pause = this.#pauses.get(deviceOf(held.push));
    pause?.waiting.push(held);
    return pause !== undefined;
  }

  /** Forgets every pause. Nothing resumes. */
  stop(): void {
    for (const { timer } of this.#pauses.values()) clearTimeout(timer);
    this.#pauses.clear();
  }
}

function deviceOf({ hub, recipient }: OutgoingPush): string {
  return `${laneOf(hub, recipient)} ${recipient.handle}`;
}
