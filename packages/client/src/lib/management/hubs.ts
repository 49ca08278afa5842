import { type HubDescription, loadXmlCodecs, WireFormatError } from "@nh/wire";
import { type CallSpec, connectionOf, type HubConnection, type HubContext } from "../context.js";
import { HubResponseError, isHubResponseError } from "../errors.js";
import { isHubName } from "../hub-address.js";
import { type HubPromise, hubPromise, shown } from "../hub-promise.js";
import { loadPart } from "../load-part.js";
import { readAccepted } from "../operations/accepted-response.js";
import { atomEntry } from "../operations/atom-entry.js";
import { type ChangeResult, changed } from "../operations/change-result.js";
import { describeRequest } from "../operations/describe-request.js";
import { encodeArgument } from "../operations/encode-argument.js";
import { readResponse } from "../operations/read-response.js";
import type { CallOptions } from "../options.js";
import { createPagedList, type PagedList } from "../pages.js";
import type { HubResponse } from "../transport/hub-response.js";
import { checkHub } from "./check-hub.js";
import { explainRefusal } from "./explain-refusal.js";
import type { HubSettings } from "./hub-settings.js";
import { invalid, need } from "./need.js";

/** What `update` writes: the whole new description, or a function of the current one. */
export type HubChange = HubSettings | ((hub: HubDescription) => HubSettings | Promise<HubSettings>);

/** How a hub is created, and how one that exists is replaced. */
const creation: Pick<CallSpec, "headers" | "retryRule"> = { headers: atomEntry, retryRule: "send" };
const replacement: typeof creation = { headers: { ...atomEntry, "If-Match": "*" }, retryRule: "idempotent" };

/** Hubs on one page of the list. */
const PAGE_SIZE = 100;

/** The hubs of a namespace. */
export class Hubs {
  readonly #context: HubContext;

  constructor(context: HubContext) {
    this.#context = context;
  }

  /**
   * Creates a hub. Like a send, it is retried only when the service says that it did nothing.
   * Without rules the service gives the hub two: `DefaultListenSharedAccessSignature` and
   * `DefaultFullSharedAccessSignature`.
   *
   * @returns The hub as the service stored it, with its keys.
   * @throws {ArgumentError} naming the member that is wrong. No request leaves then.
   * @throws {HubResponseError} NH_CONFLICT when the hub exists.
   */
  create(name: string, settings: HubSettings = {}, options?: CallOptions): HubPromise<HubDescription> {
    return this.#over(async (connection) =>
      writeHub(connection, "hubs.create", name, await checkNamed(name, settings), creation, options),
    );
  }

  /**
   * Reads a hub with its keys and credentials, in clear.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when the hub does not exist. The service says it with
   *   200 and an empty feed; `status` is 404 all the same.
   */
  get(name: string, options?: CallOptions): HubPromise<HubDescription> {
    return this.#over((connection) => existingHub(connection, "hubs.get", name, options));
  }

  /** Tells whether a hub exists. */
  exists(name: string, options?: CallOptions): HubPromise<boolean> {
    return this.#over(async (connection) => {
      const { hub } = await readHub(connection, "hubs.exists", name, options);
      return hub !== undefined;
    });
  }

  /**
   * Replaces the description of a hub as a whole: what it does not contain is reset. A function
   * gets the current description, and what it passes on stays, even what this version does not
   * know. Two updates at the same time may lose one: the service has no ETag for hubs.
   *
   * @example
   * await namespace.hubs.update("shop", (hub) => ({ ...hub, registrationTtl: { days: 90 } }));
   * @throws {ArgumentError} naming the member that is wrong. Nothing is changed then.
   * @throws {HubResponseError} NH_NOT_FOUND when the hub does not exist.
   */
  update(name: string, change: HubChange, options?: CallOptions): HubPromise<HubDescription> {
    return this.#over(async (connection) => {
      if (typeof change !== "function") {
        const description = await checkNamed(name, change);
        return writeHub(connection, "hubs.update", name, description, replacement, options);
      }
      const current = await existingHub(connection, "hubs.update", name, options);
      const description = await checkNamed(name, await change(current), current);
      return writeHub(connection, "hubs.update", name, description, replacement, options);
    });
  }

  /**
   * Creates a hub, or replaces the description of the one that exists.
   *
   * @throws {ArgumentError} naming the member that is wrong. No request leaves then.
   */
  upsert(name: string, settings: HubSettings = {}, options?: CallOptions): HubPromise<HubDescription> {
    return this.#over(async (connection) => {
      const description = await checkNamed(name, settings);
      // A hub that an earlier attempt created is replaced by the same description.
      const retried = { ...creation, retryRule: "idempotent" } as const;
      try {
        return await writeHub(connection, "hubs.upsert", name, description, retried, options);
      } catch (error) {
        if (!isHubResponseError(error) || error.code !== "NH_CONFLICT") throw error;
        return await writeHub(connection, "hubs.upsert", name, description, replacement, options);
      }
    });
  }

  /**
   * Deletes a hub with all of its devices, for good.
   *
   * @throws {HubResponseError} NH_NOT_FOUND when the hub does not exist, unless an earlier attempt
   *   of the same call may have deleted it.
   */
  delete(name: string, options?: CallOptions): HubPromise<ChangeResult> {
    return this.#over(async (connection) => {
      const spec = {
        operation: "deleteHub",
        call: "hubs.delete",
        parameter: checkName(name),
        retryRule: "removal",
      } as const;
      return changed(await callExplained(connection, spec, options));
    });
  }

  /** Lists the hubs with their keys and credentials, 100 to a page. */
  list(options?: CallOptions): PagedList<HubDescription> {
    return createPagedList(async (token = "0/") => {
      const [, skip, before] = /^(\d+)\/(.*)$/.exec(token) ?? [];
      need(skip !== undefined, "continuationToken", "the continuationToken of a page of this list");
      const query = `$skip=${skip}&$top=${PAGE_SIZE}`;
      const spec = { operation: "listHubs", call: "hubs.list", query, retryRule: "idempotent" } as const;
      const response = await callExplained(connectionOf(this.#context), spec, options);
      const { decodeHubFeed } = await loadPart(loadXmlCodecs());
      const { hubs } = readResponse(spec.call, response, decodeHubFeed);
      const first = hubs[0]?.name ?? "";
      if (first !== "" && first === before) {
        const rule = "the page begins like the one before, so the listing would never end";
        throw new WireFormatError({ document: "list of hubs", path: "feed/entry[1]", rule });
      }
      const page = { items: hubs, response: shown(response) };
      // The service names no next page. A page that is not full is the last one.
      const continuationToken = `${Number(skip) + PAGE_SIZE}/${first}`;
      return hubs.length === PAGE_SIZE ? { ...page, continuationToken } : page;
    });
  }

  #over<Data>(run: (connection: HubConnection) => Promise<Data>): HubPromise<Data> {
    return hubPromise(async (onResponse) => await run(connectionOf(this.#context, onResponse)));
  }
}

async function readHub(connection: HubConnection, call: string, name: string, options: CallOptions | undefined) {
  const spec = { operation: "getHub", call, parameter: checkName(name), retryRule: "idempotent" } as const;
  const response = await callExplained(connection, spec, options);
  const { decodeHubEntry } = await loadPart(loadXmlCodecs());
  return { hub: readResponse(call, response, decodeHubEntry), response };
}

/** @throws {HubResponseError} NH_NOT_FOUND when there is no such hub. */
async function existingHub(
  connection: HubConnection,
  call: string,
  name: string,
  options: CallOptions | undefined,
): Promise<HubDescription> {
  const { hub, response } = await readHub(connection, call, name, options);
  if (hub === undefined) throw missing(connection, call, name, response);
  return hub;
}

async function writeHub(
  connection: HubConnection,
  call: string,
  name: string,
  description: HubDescription,
  { headers, retryRule }: Pick<CallSpec, "headers" | "retryRule">,
  options: CallOptions | undefined,
): Promise<HubDescription> {
  const { decodeHubEntry, encodeHubEntry } = await loadPart(loadXmlCodecs());
  const body = encodeArgument(call, "settings", () => encodeHubEntry(description));
  const spec = { operation: "putHub", call, parameter: name, headers, body, retryRule } as const;
  const response = await callExplained(connection, spec, options);
  const stored = readAccepted(connection, spec, response, decodeHubEntry);
  return stored ?? { ...description, name };
}

async function callExplained(
  connection: HubConnection,
  spec: CallSpec,
  options: CallOptions | undefined,
): Promise<HubResponse> {
  try {
    return await connection.call(spec, options);
  } catch (error) {
    throw explainRefusal(error, spec);
  }
}

function missing(
  connection: HubConnection,
  call: string,
  hubName: string,
  { trackingId, correlationId, attempts }: HubResponse,
): HubResponseError {
  const detail = `The hub ${hubName} does not exist.`;
  return new HubResponseError({
    message: `${call} was refused with NH_NOT_FOUND: ${detail}`,
    code: "NH_NOT_FOUND",
    status: 404,
    detail,
    trackingId,
    correlationId,
    retryable: false,
    retryAfterMs: undefined,
    clockSkewMs: undefined,
    attempts,
    mayHaveBeenSent: false,
    request: describeRequest(connection, { operation: "getHub", parameter: hubName }),
  });
}

/** @throws {ArgumentError} when it is not the name of a hub. */
function checkName(name: unknown): string {
  if (isHubName(name)) return name;
  throw invalid("name", "must have 1 to 260 letters, digits, dots, hyphens or underscores.");
}

async function checkNamed(name: string, settings: HubSettings, current?: HubDescription): Promise<HubDescription> {
  checkName(name);
  const description = await checkHub(settings, current);
  if (description.name === undefined || description.name === name) return description;
  throw invalid(
    "name",
    `is ${JSON.stringify(description.name)}, but the call names ${JSON.stringify(name)}. ` +
      "A hub cannot be renamed; set name to undefined to copy a description.",
  );
}
