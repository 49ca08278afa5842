import { CliError, type CliErrorInit, inputError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import type { AnyCall } from "../program/command.js";
import { type Endpoint, resolveLocalEndpoint } from "./connection.js";
import { hubFetch } from "./hub-fetch.js";
import { type PlannedRequest, showPlan } from "./planned-request.js";
import { readServerSentEvents, type ServerSentEvent } from "./server-sent-events.js";

/** Query parameters; undefined ones are omitted. */
export type ControlQuery = Readonly<Record<string, string | number | undefined>>;

type ControlMethod = "POST" | "PUT" | "DELETE";

/** The control API of a local hub: `/_nh/…` on the port of the REST API. */
export interface Control {
  readonly connection: Endpoint;
  get(path: string, query?: ControlQuery): Promise<unknown>;
  send(method: ControlMethod, path: string, body?: unknown): Promise<unknown>;
  /** Prints the request that `send` would make, for `--dry-run`. */
  plan(method: ControlMethod, path: string, body?: unknown): Promise<number>;
  /** The text of a response that may be large, such as a snapshot. */
  text(path: string): Promise<string>;
  /** The events from now on; the stream is open when this resolves. */
  events(): Promise<AsyncIterable<ServerSentEvent>>;
}

/** The control API of the chosen hub. Throws when the hub is in Azure. */
export async function openControl(call: AnyCall): Promise<Control> {
  return controlOf(call, await resolveLocalEndpoint(call));
}

/** The control API of a local hub that is already chosen. */
export function controlOf(call: AnyCall, connection: Endpoint): Control {
  const base = new URL("_nh/", connection.endpoint);

  function planned(method: string, path: string, body?: unknown): PlannedRequest {
    const headers: PlannedRequest["headers"] = body === undefined ? {} : jsonHeaders;
    return { method, url: new URL(path, base).href, headers, body: body === undefined ? "" : textOf(body) };
  }

  async function request(method: string, path: string, query: ControlQuery = {}, body?: unknown): Promise<Response> {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await hubFetch(call, { ...planned(method, path, body), url: url.href });
    if (!response.ok) throw controlError(response.status, await response.text(), url);
    return response;
  }

  const parsed = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  };

  return {
    connection,
    get: async (path, query) => parsed(await request("GET", path, query)),
    send: async (method, path, body) => parsed(await request(method, path, {}, body)),
    async plan(method, path, body) {
      await showPlan(call, [planned(method, path, body)], []);
      return exitCodes.ok;
    },
    text: async (path) => (await request("GET", path)).text(),
    async events() {
      const { body } = await request("GET", "events");
      if (body === null) throw inputError("The hub sent no event stream.");
      return readServerSentEvents(body as unknown as AsyncIterable<Uint8Array>);
    },
  };
}

const jsonHeaders = { "Content-Type": "application/json" };
const textOf = (body: unknown) => (typeof body === "string" ? body : JSON.stringify(body));

const statusExits: Readonly<Record<number, CliErrorInit["exitCode"]>> = {
  400: exitCodes.invalidInput,
  401: exitCodes.authorization,
  403: exitCodes.authorization,
  404: exitCodes.notFound,
  405: exitCodes.notFound,
  413: exitCodes.invalidInput,
  422: exitCodes.invalidInput,
};

function controlError(status: number, body: string, url: URL): CliError {
  return new CliError({
    code: "NH_CLI_CONTROL",
    exitCode: statusExits[status] ?? exitCodes.unexpected,
    message: `The local hub responded with ${status}: ${detailOf(body) ?? `no detail, at ${url.pathname}`}`,
    ...(status === 404 ? { fix: "Check the ID, and that a local hub of nh runs at this address: nh hub status." } : {}),
  });
}

/** The sentence of an error response, which is plain text or a string in `error`. */
function detailOf(body: string): string | undefined {
  try {
    const document: unknown = JSON.parse(body);
    const error = typeof document === "object" && document !== null && "error" in document ? document.error : document;
    if (typeof error === "string") return error;
    if (typeof error === "object" && error !== null && "message" in error) return String(error.message);
    return undefined;
  } catch {
    return body.trim().slice(0, 300) || undefined;
  }
}
