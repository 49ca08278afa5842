import type { HubEventListener } from "./events.js";
import type { FaultRule } from "./faults/fault-rule.js";
import type { ActiveFault } from "./faults/fault-rules.js";
import type { ListRequestsOptions, RequestRecord } from "./http/request-log.js";
import type { Device, ListDevicesOptions } from "./inspect/devices.js";
import type { ExplainOptions, Explanation } from "./inspect/explanation.js";
import type { NamedHub, Policy } from "./options.js";
import type { Delivery } from "./pushes/delivery.js";
import type { ListDeliveriesOptions } from "./pushes/delivery-log.js";
import type { WaitForOptions } from "./pushes/delivery-wait.js";
import type { SnapshotSource } from "./snapshot/snapshot-transfer.js";
import type { Clock } from "./state/clock.js";

/** A notification hub in this process. */
export interface Hub {
  /**
   * Serves one request: the whole REST API, and the control API under `/_nh/`. It takes what the
   * global `fetch` takes and needs no `this`, so a client can use it in its place.
   *
   * @throws {ConnectionReset} when a fault breaks the connection.
   * @throws {TypeError} when the arguments do not make a request.
   * @throws the reason of the signal when it is aborted.
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit | undefined) => Promise<Response>;
  /** For the first policy that has all rights, at the `endpoint` of the options. */
  readonly connectionString: string;
  /**
   * The same for another address or another policy.
   *
   * @throws {ArgumentError} when no policy has this name, or the endpoint is not an address that a
   *   connection string can hold.
   */
  connectionStringFor(endpoint: string, keyName?: string | undefined): string;
  readonly devices: {
    /**
     * Installations, and registrations that belong to none, grouped by handle.
     *
     * @throws {ArgumentError} when the filter is wrong.
     */
    list(options?: ListDevicesOptions | undefined): Device[];
  };
  readonly deliveries: {
    /**
     * The kept deliveries that match.
     *
     * @throws {ArgumentError} when the filter is wrong.
     */
    list(options?: ListDeliveriesOptions | undefined): Delivery[];
    /**
     * The first delivery that matches, among those kept or those to come.
     *
     * @throws {DeliveryTimeoutError} when none matches within `timeoutMs`, 5,000 by default.
     * @throws {ArgumentError} when the filter is wrong.
     */
    waitFor(options?: WaitForOptions | undefined): Promise<Delivery>;
    clear(): void;
    /**
     * Pushes what a delivery holds to a real device, and returns the new delivery with what the
     * push service said. Only a hub with the option `deliver` can do that.
     *
     * @param handle The handle of the device. For a browser, its subscription as JSON.
     * @throws {ArgumentError} when the hub does not push to such devices, keeps no such delivery,
     *   or the handle is wrong.
     */
    release(id: string, handle: string): Promise<Delivery>;
  };
  readonly requests: {
    /**
     * The newest requests, oldest first, 100 by default.
     *
     * @throws {ArgumentError} when an option is wrong.
     */
    list(options?: ListRequestsOptions | undefined): RequestRecord[];
    get(id: string): RequestRecord | undefined;
    /**
     * Carries out a logged request again without checking its token.
     *
     * @throws {ArgumentError} when the log has no request with this id.
     */
    replay(id: string): Promise<Response>;
    clear(): void;
  };
  readonly faults: {
    /**
     * Adds a rule and returns its id.
     *
     * @throws {ArgumentError} when a property is wrong.
     */
    add(rule: FaultRule): string;
    list(): ActiveFault[];
    remove(id: string): boolean;
    clear(): void;
    /**
     * Adds the rules of a named scenario and returns their ids.
     *
     * @throws {ArgumentError} when no scenario has this name.
     */
    scenario(name: string): string[];
    scenarios(): { name: string; description: string }[];
  };
  readonly hubs: {
    /**
     * Every hub with its description, secrets included. One that was only used has a name alone.
     */
    list(): NamedHub[];
    /**
     * Creates a hub, or replaces its description. What is in it stays, and so do its policies when
     * `authorizationRules` is not given.
     *
     * @example
     * hub.hubs.put({ name: "shop", disabled: true });
     *
     * @throws {ArgumentError} when the name or the description is wrong.
     */
    put(hub: NamedHub): void;
    /** Deletes a hub with everything in it. Returns whether it existed. */
    delete(name: string): boolean;
  };
  /**
   * The policies of the namespace. Those of a hub are the `authorizationRules` of its description.
   */
  readonly policies: {
    list(): readonly Policy[];
    /**
     * Replaces all policies at once. This is how keys are rotated while the hub runs.
     *
     * @throws {ArgumentError} when a policy is wrong.
     */
    set(policies: readonly Policy[]): void;
  };
  readonly clock: Clock;
  readonly snapshot: {
    /**
     * Hubs with their credentials and policies, devices, schedules, telemetry, deliveries, jobs and
     * blobs as one JSON document. The policies of the namespace are missing. Keep it as a secret.
     */
    export(): ReadableStream<Uint8Array>;
    /**
     * Replaces all of that and returns the number of records.
     *
     * @throws {ArgumentError} when the document is damaged. Nothing has changed then.
     */
    import(source: SnapshotSource): Promise<number>;
  };
  /**
   * Says who a send would reach, who not, and why, in the order audience,
   * registration, template, payload, platform.
   *
   * @throws {ArgumentError} when an option is wrong, or when it is not clear which hub is meant.
   */
  explain(options: ExplainOptions): Explanation;
  readonly events: {
    /**
     * Calls the listener for every event until the returned function is called. What it throws or
     * rejects with is ignored.
     *
     * @throws {ArgumentError} when the listener is not a function.
     */
    subscribe(listener: HubEventListener): () => void;
  };
  /**
   * Deletes everything: hubs, devices, deliveries, blobs, requests, faults, and the moves of the
   * clock. The policies of the namespace stay. Hubs that the options declare are created again.
   */
  reset(): void;
  /**
   * Ends event streams, waits and timers, and closes the store. Requests that a fault or a push
   * service holds, and every later one, get a 503.
   */
  close(): void;
}
