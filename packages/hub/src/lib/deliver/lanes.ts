import { isHostLane } from "../state/lane-of.js";
import type { Lane } from "./lane.js";

/**
 * To how many hosts that devices chose a hub pushes at once. More than that wait for their turn, so
 * that devices cannot make the hub open any number of connections.
 */
const MOST_HOSTS = 32;

/** How many lanes are remembered. Beyond that the oldest is forgotten, with its pause. */
const MOST_LANES = 1_000;

/** The lanes in use, and the turns of those that lead to hosts that devices chose. */
export class Lanes {
  readonly #open: (name: string) => Lane;
  readonly #lanes = new Map<string, Lane>();
  /** The lanes to such hosts on which pushes are on their way. */
  readonly #activeHosts = new Set<string>();
  /** Those that wait for their turn, in order. */
  readonly #waitingHosts = new Set<string>();

  /** @param open Makes a lane. */
  constructor(open: (name: string) => Lane) {
    this.#open = open;
  }

  get(name: string): Lane {
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      this.#forgetOldest();
      lane = this.#open(name);
      this.#lanes.set(name, lane);
    }
    return lane;
  }

  /**
   * How many pushes may begin on a lane now. A lane to a host that gets 0 because others have their
   * turn is remembered: {@link next} returns it.
   */
  free(name: string): number {
    const { free } = this.get(name);
    if (free === 0 || !isHostLane(name)) return free;
    // While others wait, a host that has its turn begins nothing more, so that its turn ends.
    const mustWait = !this.#activeHosts.has(name) || this.#waitingHosts.size > 0;
    if (this.#activeHosts.size < MOST_HOSTS || !mustWait) return free;
    this.#waitingHosts.add(name);
    return 0;
  }

  begin(name: string): void {
    this.get(name).begin();
    if (isHostLane(name)) this.#activeHosts.add(name);
  }

  /** Ends a push. For `failed` and `retryAfterMs` see {@link Lane.end}. */
  end(name: string, failed: boolean, retryAfterMs?: number): void {
    const lane = this.get(name);
    lane.end(failed, retryAfterMs);
    if (lane.isActive) return;
    this.#activeHosts.delete(name);
    if (lane.isFresh) this.#lanes.delete(name);
  }

  /** The lane whose turn has come. Undefined when no lane waits, or all places are taken. */
  next(): string | undefined {
    if (this.#activeHosts.size >= MOST_HOSTS) return undefined;
    const [name] = this.#waitingHosts;
    if (name !== undefined) this.#waitingHosts.delete(name);
    return name;
  }

  stop(): void {
    for (const lane of this.#lanes.values()) lane.stop();
  }

  #forgetOldest(): void {
    if (this.#lanes.size < MOST_LANES) return;
    for (const [name, lane] of this.#lanes) {
      if (lane.isActive) continue;
      lane.stop();
      this.#lanes.delete(name);
      return;
    }
  }
}
