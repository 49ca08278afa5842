import { isHostLane } from "../state/lane-of.js";
import type { Lane } from "./lane.js";

/**
 * To how many hosts that devices chose a hub pushes at once. More than that wait for their turn, so
 * that devices cannot make the hub open any number of connections.
 */
const MOST_HOSTS = 32;

/**
 * How many lanes are remembered. Beyond that the oldest to a host that a device chose is forgotten,
 * with its pause.
 */
const MOST_LANES = 1_000;

/** The lanes in use, and the turns of those that lead to hosts that devices chose. */
export class Lanes {
  readonly #open: (name: string) => Lane;
  readonly #lanes = new Map<string, Lane>();
  /** The lanes to such hosts on which pushes are on their way: those that have their turn. */
  readonly #activeHosts = new Set<string>();
  /** Those that wait for their turn, in order. None of them is active. */
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
   * How many pushes may begin on a lane now. A host that must wait for its turn gets 0 and is put
   * at the end of the line: {@link next} returns it.
   */
  free(name: string): number {
    const free = this.#freeOf(name);
    if (free === 0 || !isHostLane(name)) return free;
    const othersWait = this.#waitingHosts.size > 0;
    // While others wait, a host that has its turn begins nothing more, so that its turn ends.
    if (this.#activeHosts.has(name)) return othersWait ? 0 : free;
    if (!othersWait && this.#activeHosts.size < MOST_HOSTS) return free;
    this.#waitingHosts.add(name);
    return 0;
  }

  /** Begins that many pushes on a lane. */
  begin(name: string, count: number): void {
    this.get(name).begin(count);
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

  /**
   * The lane whose turn has come, and how many pushes may begin on it. Undefined when no lane
   * waits, or all places are taken.
   */
  next(): { readonly name: string; readonly free: number } | undefined {
    if (this.#activeHosts.size >= MOST_HOSTS) return undefined;
    const [name] = this.#waitingHosts;
    if (name === undefined) return undefined;
    this.#waitingHosts.delete(name);
    return { name, free: this.#freeOf(name) };
  }

  stop(): void {
    for (const lane of this.#lanes.values()) lane.stop();
  }

  /** Asking makes no lane: very many hosts may wait. One without a lane is like a new one. */
  #freeOf(name: string): number {
    return (this.#lanes.get(name) ?? this.#open(name)).free;
  }

  #forgetOldest(): void {
    if (this.#lanes.size < MOST_LANES) return;
    for (const [name, lane] of this.#lanes) {
      if (lane.isActive || !isHostLane(name)) continue;
      lane.stop();
      this.#lanes.delete(name);
      // The end of its pause would have begun what waits in it.
      this.#waitingHosts.add(name);
      return;
    }
  }
}
