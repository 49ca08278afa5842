import type {
  ActiveFault,
  ClockState,
  Connection,
  Delivery,
  Device,
  ExplainInput,
  Explanation,
  HubCount,
  HubRequest,
  Scenario,
} from "./types.js";

/**
 * How long the hub may take to respond to a read, in milliseconds. After that the connection is
 * dead. A change has no limit, since it may be a snapshot of any size.
 */
const READ_MS = 40_000;

async function call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
  const response = await fetch(`/_nh/${path}`, {
    method,
    signal: method === "GET" ? AbortSignal.timeout(READ_MS) : null,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  if (response.status === 204) return undefined as Result;
  const value: unknown = await response.json().catch(() => undefined);
  if (response.ok) return value as Result;
  const reason = typeof value === "object" && value !== null && "error" in value ? String(value.error) : undefined;
  throw new Error(reason ?? `The hub responded with ${response.status}.`);
}

/** Which deliveries are meant. */
export interface DeliveryQuery {
  readonly handle?: string;
  readonly platform?: string;
  readonly notificationId?: string;
  readonly after?: string;
  readonly limit: number;
  readonly order?: "newest" | "oldest";
}

function query(values: object): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return new URLSearchParams(given).toString();
}

/**
 * The control API of the hub that serves this page. Every function rejects with an `Error`: with
 * the reason that the hub gave, or when the hub cannot be reached or does not respond.
 */
export const control = {
  requests: async (limit: number) =>
    (await call<{ requests: HubRequest[] }>("GET", `requests?limit=${limit}`)).requests,
  clearRequests: () => call<void>("DELETE", "requests"),
  replay: (id: string) => call<{ status: number }>("POST", `requests/${id}/replay`),
  devices: async (limit: number) => (await call<{ devices: Device[] }>("GET", `devices?limit=${limit}`)).devices,
  deliveries: async (wanted: DeliveryQuery) =>
    (await call<{ deliveries: Delivery[] }>("GET", `deliveries?${query(wanted)}`)).deliveries,
  clearDeliveries: () => call<void>("DELETE", "deliveries"),
  explain: (input: ExplainInput) => call<Explanation>("POST", "explain", input),
  faults: async () => (await call<{ faults: ActiveFault[] }>("GET", "faults")).faults,
  scenarios: async () => (await call<{ scenarios: Scenario[] }>("GET", "faults/scenarios")).scenarios,
  startScenario: (name: string) => call<{ ids: string[] }>("POST", `faults/scenarios/${encodeURIComponent(name)}`),
  clearFaults: () => call<void>("DELETE", "faults"),
  clock: () => call<ClockState>("GET", "clock"),
  moveClock: (change: { advanceSeconds?: number; freeze?: boolean; resume?: boolean }) =>
    call<ClockState>("POST", "clock", change),
  hubs: async () => (await call<{ hubs: HubCount[] }>("GET", "hubs")).hubs,
  connection: () => call<Connection>("GET", "connection"),
  importSnapshot: (text: string) => call<{ records: number }>("PUT", "snapshot", text),
};
