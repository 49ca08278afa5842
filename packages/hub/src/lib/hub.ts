import type { HubEventListener } from "./events.js";
import type { FaultRule } from "./faults/fault-rule.js";
import type { ActiveFault } from "./faults/fault-rules.js";
import type { RequestRecord } from "./http/request-log.js";
import type { Device, ListDevicesOptions } from "./inspect/devices.js";
import type { ExplainOptions, Explanation } from "./inspect/explanation.js";
import type { Policy } from "./options.js";
import type { Delivery } from "./pushes/delivery.js";
import type { ListDeliveriesOptions } from "./pushes/delivery-log.js";
import type { WaitForOptions } from "./pushes/delivery-wait.js";
import type { SnapshotSource } from "./snapshot/snapshot-transfer.js";
import type { Clock } from "./state/clock.js";

/** A notification hub in this process. */
export interface Hub {
  /**
   * Answers one request: the whole REST API, and the control API under `/_nh/`.
   * It takes what the global `fetch` takes, needs no `this`, and so may be given to a client in its place. It rejects with
   * {@link ConnectionReset} when a fault says that the connection breaks, with the reason of an aborted signal, and with a
   * TypeError for what is no request.
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit | undefined) => Promise<Response>;
  /** For the first policy that has all rights, at the `endpoint` of the options. */
  readonly connectionString: string;
  /** The same for another address or another policy. Throws a TypeError for a policy that there is not. */
  connectionStringFor(endpoint: string, keyName?: string | undefined): string;
  readonly devices: {
    /** Installations, and registrations that belong to none, grouped by handle. Throws a TypeError for a filter that is wrong. */
    list(options?: ListDevicesOptions | undefined): Device[];
  };
  readonly deliveries: {
    /** The kept deliveries that match. Throws a TypeError for a filter that is wrong. */
    list(options?: ListDeliveriesOptions | undefined): Delivery[];
    /** The first delivery that matches, of those kept or the next to come. Rejects with a DeliveryTimeoutError after `timeoutMs` (5,000 by default), and with a TypeError for a filter that is wrong. */
    waitFor(options?: WaitForOptions | undefined): Promise<Delivery>;
    clear(): void;
  };
  readonly requests: {
    /** The newest requests, in the order in which they came; 100 by default. Throws a TypeError for an option that is wrong. */
    list(
      options?: { readonly limit?: number | undefined; readonly after?: string | undefined } | undefined,
    ): RequestRecord[];
    get(id: string): RequestRecord | undefined;
    /** Carries a logged request out again, without its token being checked. Rejects with a TypeError for an unknown id. */
    replay(id: string): Promise<Response>;
    clear(): void;
  };
  readonly faults: {
    add(rule: FaultRule): string;
    list(): ActiveFault[];
    remove(id: string): boolean;
    clear(): void;
    scenario(name: string): string[];
    scenarios(): { name: string; description: string }[];
  };
  readonly policies: {
    list(): readonly Policy[];
    /** Replaces all policies at once: this is how keys are rotated while the hub runs. */
    set(policies: readonly Policy[]): void;
  };
  readonly clock: Clock;
  readonly snapshot: {
    /** Devices, schedules, telemetry, deliveries, jobs and blobs as one JSON document, without policies: their keys are secrets. */
    export(): ReadableStream<Uint8Array>;
    /** Replaces all of that and answers the number of records. Rejects with a TypeError, and changes nothing, when the document is damaged. */
    import(source: SnapshotSource): Promise<number>;
  };
  /**
   * Says who would be reached by a send, who not, and why, in the order audience, registration, template, payload, platform.
   * Throws a TypeError naming the option that is wrong, or when it is not clear which hub is meant.
   */
  explain(options: ExplainOptions): Explanation;
  readonly events: {
    /** Calls the listener for every event until the answered function is called. */
    subscribe(listener: HubEventListener): () => void;
  };
  /** Forgets everything: devices, deliveries, blobs, requests, faults, and the moves of the clock. Policies stay. */
  reset(): void;
  /** Ends event streams, waits and timers, and closes the store. Every later request is answered 503. */
  close(): void;
}
