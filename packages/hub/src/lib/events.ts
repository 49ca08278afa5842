import { ArgumentError } from "./argument-error.js";
import type { Delivery } from "./pushes/delivery.js";

/** What `GET /_nh/events` and `hub.events.subscribe` report as it happens. */
export type HubEvent =
  | { readonly type: "delivery"; readonly delivery: Delivery }
  | {
      readonly type: "request";
      readonly id: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
    }
  | { readonly type: "hubs" }
  | { readonly type: "devices"; readonly hub: string }
  | { readonly type: "deliveries-cleared" }
  | { readonly type: "clock"; readonly now: string; readonly frozen: boolean }
  | { readonly type: "faults" }
  | { readonly type: "reset" };

export type HubEventListener = (event: HubEvent) => void;

/**
 * Passes events to listeners. A listener that throws, or returns a promise that rejects, harms
 * neither the hub nor other listeners.
 */
export class EventBus {
  readonly #listeners = new Set<HubEventListener>();
  readonly #closing = new Set<() => void>();

  /** Whether anybody listens. Building an event for nobody would waste time on the hot path. */
  get observed(): boolean {
    return this.#listeners.size > 0;
  }

  /**
   * Calls the listener for every event until the returned function is called. `onClose` is called
   * when the hub closes before that.
   *
   * @throws {ArgumentError} when the listener is not a function.
   */
  subscribe(listener: HubEventListener, onClose?: () => void): () => void {
    if (typeof listener !== "function") throw new ArgumentError("listener", "The listener must be a function.");
    const own: HubEventListener = (event) => listener(event);
    this.#listeners.add(own);
    if (onClose !== undefined) this.#closing.add(onClose);
    return () => {
      this.#listeners.delete(own);
      if (onClose !== undefined) this.#closing.delete(onClose);
    };
  }

  emit(event: HubEvent): void {
    for (const listener of this.#listeners) {
      try {
        // An async function is a listener, too.
        const result: unknown = listener(event);
        if (typeof result === "object" && result !== null) Promise.resolve(result).catch(ignore);
      } catch {
        // A failing listener must not fail the request that caused the event.
      }
    }
  }

  /** Ends every subscription because the hub closes. */
  close(): void {
    this.#listeners.clear();
    for (const onClose of [...this.#closing]) {
      try {
        onClose();
      } catch {
        // A subscription that cannot end must not keep the hub from closing its store.
      }
    }
    this.#closing.clear();
  }
}

function ignore(): void {}
