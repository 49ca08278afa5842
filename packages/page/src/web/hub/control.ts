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

/** What the hub says to a request that it does not carry out. */
class ControlError extends Error {
  override readonly name = "ControlError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
  const response = await fetch(`/_nh/${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  if (response.status === 204) return undefined as Result;
  const value: unknown = await response.json().catch(() => undefined);
  if (response.ok) return value as Result;
  const reason = typeof value === "object" && value !== null && "error" in value ? String(value.error) : undefined;
  throw new ControlError(response.status, reason ?? `The hub responded with ${response.status}.`);
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
 * The control API of the hub that serves this page. Every function rejects with a `ControlError` or
 * a network error.
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
