import { CliError, type CliErrorInit, inputError } from "./cli-error.js";
import type { AnyCall } from "./command.js";
import { exitCodes } from "./exit-codes.js";
import { showPlan } from "./planned-request.js";
import { readServerSentEvents } from "./server-sent-events.js";
import { resolveLocalTarget, type Target } from "./target.js";

/** Query parameters; those without a value are left out. */
export type ControlQuery = Readonly<Record<string, string | number | undefined>>;

type ControlMethod = "POST" | "PUT" | "DELETE";

/** The control API of a local hub: `/_nh/…` on the port of the REST API. */
export interface Control {
  readonly target: Target;
  get(path: string, query?: ControlQuery): Promise<unknown>;
  send(method: ControlMethod, path: string, body?: unknown): Promise<unknown>;
  /** Prints the request that `send` would make, for `--dry-run`. */
  plan(method: ControlMethod, path: string, body?: unknown): Promise<number>;
  /** The text of an answer that may be large, such as a snapshot. */
  text(path: string): Promise<string>;
  events(query?: ControlQuery): AsyncIterable<{ readonly event: string; readonly data: string }>;
}

/** The control API of the hub that is meant; refuses Azure's own service. */
export async function openControl(call: AnyCall): Promise<Control> {
  const { io } = call;
  const target = await resolveLocalTarget(call);
  const base = new URL("_nh/", target.connection.endpoint);
  const fetch = io.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));

  async function request(method: string, path: string, query: ControlQuery = {}, body?: unknown): Promise<Response> {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await fetch(url.href, {
      method,
      signal: io.signal,
      ...(body === undefined ? {} : { body: textOf(body), headers: jsonHeaders }),
    });
    if (!response.ok) throw controlError(response.status, await response.text(), url);
    return response;
  }

  const parsed = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    return text === "" ? undefined : JSON.parse(text);
  };

  return {
    target,
    get: async (path, query) => parsed(await request("GET", path, query)),
    send: async (method, path, body) => parsed(await request(method, path, {}, body)),
    async plan(method, path, body) {
      const headers: Readonly<Record<string, string>> = body === undefined ? {} : jsonHeaders;
      const planned = { method, url: new URL(path, base).href, headers, body: body === undefined ? "" : textOf(body) };
      await showPlan(call, [planned], []);
      return exitCodes.ok;
    },
    text: async (path) => (await request("GET", path)).text(),
    async *events(query) {
      const response = await request("GET", "events", query);
      if (response.body === null) throw inputError("The hub sent no events.");
      yield* readServerSentEvents(response.body as unknown as AsyncIterable<Uint8Array>);
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
    message: `The local hub answered ${status}: ${detailOf(body) ?? `no detail, at ${url.pathname}`}`,
    ...(status === 404 ? { fix: "Check the id, and that a hub of nh listens at this address: nh hub status." } : {}),
  });
}

/** The sentence of an error answer, whether the control API wrote it as text or below `error`. */
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
