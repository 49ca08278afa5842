import { ArgumentError } from "./argument-error.js";
import { demandString, isObject } from "./check-options.js";
import { Closing } from "./closing.js";
import { formatHubConnectionString } from "./connection-string.js";
import type { HubContext } from "./context.js";
import { type ControlOptions, handleControl } from "./control/control.js";
import { RealDelivery } from "./deliver/real-delivery.js";
import { release } from "./deliver/release.js";
import { createIdentifiers } from "./devices/identifiers.js";
import { EventBus } from "./events.js";
import { FaultRules } from "./faults/fault-rules.js";
import { Access } from "./http/access.js";
import { isControlPath, type RequestAddress, readAddress } from "./http/request-address.js";
import { RequestLog } from "./http/request-log.js";
import { fromFetchRequest, type RestRequest } from "./http/rest-request.js";
import type { RestResponse } from "./http/rest-response.js";
import type { Hub } from "./hub.js";
import { listDevices } from "./inspect/devices.js";
import { explain } from "./inspect/explain.js";
import { declareHubs, namedHubs } from "./named-hubs.js";
import { type HubOptions, resolveOptions } from "./options.js";
import { checkWaitForOptions, DeliveryWaiters } from "./pushes/delivery-wait.js";
import { toFetchResponse } from "./rest/fetch-response.js";
import { handleRest } from "./rest/rest.js";
import { catchUp, tryToCatchUp } from "./sends/catch-up.js";
import { TestSendThrottle } from "./sends/test-send-throttle.js";
import { exportSnapshot, importSnapshot, replaceState, resume } from "./snapshot/snapshot-transfer.js";
import { HubClock } from "./state/clock.js";
import { DueTimer } from "./state/due-timer.js";
import { reportsRemoval } from "./state/push-record.js";
import { beginReplacement } from "./state/record-replacement.js";
import { DamagedRecordError, deliveriesRemoval, finishRestore, recordValue, restoreRecord } from "./state/records.js";
import { State } from "./state/state.js";
import { runAtOnce } from "./steps.js";
import { createMemoryBlobStore } from "./store/blob-store.js";
import type { RecordChange, RecordStore } from "./store/record-store.js";
import { StoreHealth } from "./store/store-health.js";

/**
 * Creates a notification hub. Without a `store` it lives in memory. With one it first restores what
 * the store holds.
 *
 * @throws {ArgumentError} when an option is wrong, or a record of the store is damaged. The message
 *   names it.
 */
export function createHub(options: HubOptions = {}): Hub {
  return openHub(options).hub;
}

/** A hub with the methods that serve it on a port, where a guard has admitted each request. */
export interface OpenHub {
  readonly hub: Hub;
  /** Handles a request to the REST API without a `Request` and a `Response`. */
  rest(request: RestRequest, address: RequestAddress): Promise<RestResponse>;
  /** Handles a request to the control API. */
  control(request: Request): Promise<Response>;
  /** Begins no further push, and lets those on their way finish within that time. */
  finishPushes(graceMs: number): Promise<void>;
}

function restoreFrom(store: RecordStore, state: State): void {
  try {
    for (const record of store.load()) {
      if (!isRecord(record))
        throw new ArgumentError("store", "store must return records whose hub, kind, id and value are strings.");
      restoreRecord(state, record, recordValue(record));
    }
    finishRestore(state);
  } catch (error) {
    if (error instanceof DamagedRecordError) throw new ArgumentError("store", error.message, { cause: error });
    throw error;
  }
}

/** A store is the caller's code, so what it returns is checked. */
function isRecord(record: unknown): boolean {
  return isObject(record) && ["hub", "kind", "id", "value"].every((name) => typeof record[name] === "string");
}

/** The response of a closed hub. */
const closedResponse: RestResponse = { status: 503, headers: { "Content-Length": "0" }, body: "", broken: undefined };

/** The same as {@link createHub}, for the other entry points of this package. */
export function openHub(options: HubOptions = {}, connection: HubContext["connection"] = () => undefined): OpenHub {
  const resolved = resolveOptions(options);
  const storeHealth = new StoreHealth();
  const store = options.store && storeHealth.watch(options.store);
  const clock = new HubClock(resolved.now, () => {
    catchUp(context);
    context.events.emit({ type: "clock", now: new Date(clock.now()).toISOString(), frozen: clock.frozen });
  });
  const events = new EventBus();
  const closing = new Closing();
  const access = new Access(resolved.policies, resolved.now);
  // An address that no connection string can hold is refused now and not when somebody reads one.
  if (typeof options.endpoint === "string") formatHubConnectionString(access.list(), options.endpoint);
  const context: HubContext = {
    options: resolved,
    clock,
    ids: createIdentifiers(resolved.random),
    access,
    faults: new FaultRules(resolved.random, () => events.emit({ type: "faults" })),
    events,
    requests: new RequestLog(resolved.keepRequests, (text) => access.mask(text)),
    waiters: new DeliveryWaiters(),
    blobs: options.blobs ?? createMemoryBlobStore(() => clock.now()),
    timer: new DueTimer(() => tryToCatchUp(context)),
    throttle: new TestSendThrottle(resolved.testSendsPerMinute, () => clock.now()),
    deliver: resolved.deliver === undefined ? undefined : new RealDelivery(resolved.deliver, () => context),
    state: new State(resolved.keepDeliveries),
    closing,
    durable: store !== undefined,
    storeHealth,
    connection,
    beginReplacement: () => (store === undefined ? undefined : beginReplacement(context, store)),
    commit(changes: () => readonly RecordChange[]) {
      if (store === undefined) return;
      const list = changes();
      if (list.length > 0) store.commit(list);
    },
  };
  if (store !== undefined) restoreFrom(store, context.state);
  declareHubs(context);
  resume(context);

  const rest = async (request: RestRequest, address: RequestAddress): Promise<RestResponse> => {
    if (closing.isClosed) return closedResponse;
    if (clock.now() >= context.state.nextDueAtMs) tryToCatchUp(context);
    return handleRest(context, request, address);
  };
  const control = async (request: Request, options?: ControlOptions): Promise<Response> => {
    if (closing.isClosed) return toFetchResponse(closedResponse);
    if (clock.now() >= context.state.nextDueAtMs) tryToCatchUp(context);
    return handleControl(context, hub, request, options);
  };
  const hub: Hub = {
    async fetch(input, init) {
      const request =
        typeof input === "object" && input !== null && "method" in input && init === undefined
          ? input
          : new Request(input, init);
      if (init?.signal?.aborted === true) throw init.signal.reason;
      const url = readAddress(request.url);
      if (isControlPath(url.pathname)) return control(request);
      return toFetchResponse(await rest(fromFetchRequest(request), url));
    },
    get connectionString() {
      return hub.connectionStringFor(resolved.endpoint());
    },
    connectionStringFor: (endpoint, keyName) => formatHubConnectionString(context.access.list(), endpoint, keyName),
    devices: { list: (listOptions) => listDevices(context.state, listOptions) },
    deliveries: {
      list: (listOptions) => context.state.deliveries.list(listOptions),
      async waitFor(waitOptions = {}) {
        checkWaitForOptions(waitOptions);
        const { timeoutMs: _timeout, signal: _signal, ...filter } = waitOptions;
        const [known] = context.state.deliveries.list({ ...filter, limit: 1 });
        if (known !== undefined) return known;
        return context.waiters.wait(waitOptions, () => `${context.state.deliveries.size} deliveries are kept.`);
      },
      clear() {
        const { state } = context;
        context.commit(() => [
          ...state.pendingDeletions,
          ...state.deliveries.batches().flatMap((batch) => [deliveriesRemoval(batch), ...reportsRemoval(state, batch)]),
        ]);
        state.deletionsMade();
        state.deliveries.clear();
        events.emit({ type: "deliveries-cleared" });
      },
      release: (id, handle) => release(context, id, handle),
    },
    requests: {
      list: (listOptions) => context.requests.list(listOptions),
      get(id) {
        demandString("id", id);
        return context.requests.get(id);
      },
      async replay(id) {
        demandString("id", id);
        const logged = context.requests.exchange(id);
        if (logged === undefined) throw new ArgumentError("id", `The log has no request ${JSON.stringify(id)}.`);
        const { method, url, requestHeaders, requestBody } = logged;
        const body = requestBody === "" || method === "GET" || method === "HEAD" ? null : requestBody;
        const request = new Request(url, { method, headers: [...requestHeaders], body });
        const response = await handleRest(context, fromFetchRequest(request), readAddress(request.url), {
          trusted: true,
        });
        return toFetchResponse(response);
      },
      clear: () => context.requests.clear(),
    },
    faults: {
      add: (rule) => context.faults.add(rule),
      list: () => context.faults.list(),
      remove(id) {
        demandString("id", id);
        return context.faults.remove(id);
      },
      clear: () => context.faults.clear(),
      scenario: (name) => context.faults.scenario(name),
      scenarios: () => context.faults.scenarios(),
    },
    hubs: namedHubs(context),
    policies: {
      list: () => context.access.list(),
      set: (policies) => context.access.set(policies),
    },
    clock,
    snapshot: {
      export: () => exportSnapshot(context),
      import: (source) => importSnapshot(context, source),
    },
    explain: (explainOptions) => explain(context, explainOptions),
    events: { subscribe: (listener) => events.subscribe(listener) },
    reset() {
      context.requests.clear();
      context.faults.clear();
      clock.reset();
      runAtOnce(replaceState(context, new State(resolved.keepDeliveries)));
    },
    close() {
      if (closing.isClosed) return;
      closing.close();
      context.timer.set(undefined);
      context.deliver?.stop(0).catch(() => {});
      context.waiters.rejectAll(new Error("The hub was closed."));
      events.close();
      try {
        store?.commit(context.state.pendingDeletions);
      } catch {
        // The next start deletes it again.
      }
      store?.close();
    },
  };
  return {
    hub,
    rest,
    control: (request) => control(request, { admitted: true }),
    finishPushes: async (graceMs) => context.deliver?.stop(graceMs),
  };
}
