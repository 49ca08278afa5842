import type { ConnectionString } from "@nh/auth";
import type { Platform } from "@nh/payloads";
import type { Operation } from "@nh/wire";
import { ArgumentError } from "./argument-error.js";
import { checkOptions } from "./check-options.js";
import type { ClientEventListener } from "./events.js";
import { checkHubName, type HubAddress, readConnection } from "./hub-address.js";
import { loadPart } from "./load-part.js";
import {
  type CallOptions,
  type ClientOptions,
  callRules,
  type ResolvedOptions,
  resolveLimits,
  resolveOptions,
} from "./options.js";
import type { Limits, Pause, RetryRule } from "./transport/hub-request.js";
import type { HubResponse } from "./transport/hub-response.js";
import type { Transport, TransportSettings } from "./transport/open-transport.js";

/**
 * The longest response that is read, in bytes. A page of a listing holds at most 100 registrations
 * of 64 KB.
 */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/**
 * The property that holds what is behind a context. Registered, since the client may be loaded
 * twice: as a module, and as CommonJS.
 */
const hubConnection: unique symbol = Symbol.for("@nh/client/HubConnection");

/**
 * A hub and the way to it. `createContext` makes one; every function of `@nh/client/operations`
 * takes one first.
 */
export interface HubContext {
  /** The address of the namespace, such as `https://contoso.servicebus.windows.net/`. */
  readonly endpoint: string;
  readonly hubName: string;
  /** Releases the sockets once the requests under way are done. A later call opens new ones. */
  close(): Promise<void>;
  /** For the functions of this package alone. */
  readonly [hubConnection]: object;
}

/** One call of an operation, as the functions that make one describe it. */
export interface CallSpec {
  readonly operation: Operation;
  /** The call as its user writes it, such as `installations.put`, for messages. */
  readonly call: string;
  /** The platform of the notification, when the call is a send. */
  readonly platform?: Platform | undefined;
  /** The id or tag in the path, not yet percent-encoded; for a context of a namespace the hub. */
  readonly parameter?: string | undefined;
  /** Query parameters behind `api-version`, already encoded, such as `direct=true`. */
  readonly query?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  readonly retryRule: RetryRule;
  /** Waits between attempts in place of the retry loop. */
  readonly pause?: Pause | undefined;
  /**
   * Statuses that are a result besides those of a success (`isSuccess`). Any other one rejects with
   * a `HubResponseError`.
   */
  readonly expect?: readonly number[] | undefined;
}

/** Reads an address that the service handed out, such as a blob's. */
export interface ReadSpec {
  /** Names the request in events and errors. */
  readonly operation: Operation;
  /** The call as its user writes it, such as `feedback`, for messages. */
  readonly call: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly expect?: readonly number[] | undefined;
  /** The longest response that is read, in bytes. Default 16 MiB. */
  readonly maxBytes?: number | undefined;
}

/** What is behind a context. */
export interface HubConnection {
  readonly endpoint: string;
  readonly hubName: string;
  /** Sends one request of the REST API, and again where that is allowed. */
  call(spec: CallSpec, options?: CallOptions): Promise<HubResponse>;
  /**
   * Reads an address without `Authorization`. Whoever calls it has checked where the address leads.
   */
  read(spec: ReadSpec, options?: CallOptions): Promise<HubResponse>;
  /** What holds for a call that says nothing else: its timeouts and how it is retried. */
  readonly defaults: Limits;
  /** Where a content goes when its send names no platforms. */
  readonly platforms: readonly Platform[] | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to but not including 1. */
  readonly random: () => number;
  /** Never throws. */
  readonly onEvent: ClientEventListener | undefined;
  /** Gets the response to each call that succeeded. */
  readonly onResponse?: ((response: HubResponse) => void) | undefined;
}

/**
 * What is behind a context.
 *
 * @param onResponse Gets the responses to the calls over this connection.
 * @throws {ArgumentError} when it is not a context.
 */
export function connectionOf(context: HubContext, onResponse?: HubConnection["onResponse"]): HubConnection {
  const found = (context as HubContext | undefined)?.[hubConnection];
  if (found === undefined) throw new ArgumentError("operation", "context", "must be what createContext returns");
  return { ...(found as HubConnection), onResponse };
}

/** The same hub with another way to it, for a group of calls that go together. */
export function contextWith(context: HubContext, connection: HubConnection): HubContext {
  return { ...context, [hubConnection]: connection };
}

/**
 * Prepares everything that the operations share. Nothing is sent.
 *
 * @param hubName May be absent when the connection string has an `EntityPath`.
 * @throws {ConnectionStringError} when the connection string cannot be read.
 * @throws {ArgumentError} naming the option that is wrong, and what it must be.
 */
export function createContext(
  connection: string | ConnectionString | HubAddress,
  hubName?: string | undefined,
  options: ClientOptions = {},
): HubContext {
  const resolved = resolveOptions(options);
  const parsed = readConnection(connection, resolved.credential !== undefined);
  return contextOf(parsed, checkHubName(hubName ?? parsed.entityPath), resolved);
}

/**
 * Prepares what the operations on hubs themselves share: each call names its hub, and tokens are
 * for the whole namespace. Nothing is sent.
 *
 * @throws {ConnectionStringError} when the connection string cannot be read.
 * @throws {ArgumentError} naming the option that is wrong, and what it must be.
 */
export function createNamespaceContext(
  connection: string | ConnectionString | HubAddress,
  options: ClientOptions = {},
): HubContext {
  const resolved = resolveOptions(options);
  return contextOf(readConnection(connection, resolved.credential !== undefined), "", resolved);
}

/** @param hubName Empty for a namespace. */
function contextOf(
  connection: ConnectionString,
  hubName: string,
  { limits: defaults, ...resolved }: ResolvedOptions,
): HubContext {
  const { now, random, onEvent, platforms } = resolved;
  const settings: TransportSettings = { ...resolved, connection, hubName };
  const facts = { endpoint: connection.endpoint, hubName };
  let transport: Transport | undefined;
  let opening: Promise<Transport> | undefined;

  /**
   * Loads the transport with the first request: a page rarely sends as soon as it is open, and a
   * program under Node starts sooner.
   */
  async function load(): Promise<Transport> {
    try {
      const { openTransport } = await loadPart(import("./transport/open-transport.js"));
      transport = openTransport(settings);
      return transport;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  }

  function open(): Promise<Transport> {
    opening ??= load();
    return opening;
  }

  function limitsOf(call: string, options: CallOptions | undefined): Limits {
    checkOptions(call, options, callRules);
    return resolveLimits(call, options, defaults);
  }

  const behind: HubConnection = {
    ...facts,
    defaults,
    platforms,
    now,
    random,
    onEvent,
    // A request is written as one literal: in V8 each property behind a spread costs a microsecond.
    async call(spec, options) {
      const { operation, call, platform, parameter, query, headers = {}, body, retryRule, pause, expect = [] } = spec;
      const limits = limitsOf(call, options);
      const { send, addressOf } = transport ?? (await open());
      const { method, url } = addressOf(operation, parameter);
      // Awaited, here and in the methods of the client, so that the stack of an error leads back to
      // the caller.
      const response = await send({
        operation,
        call,
        platform,
        method,
        url: query === undefined ? url : `${url}&${query}`,
        headers,
        body,
        retryRule,
        pause,
        expect,
        authorized: true,
        signal: options?.signal,
        limits,
        maxBytes: MAX_RESPONSE_BYTES,
      });
      this.onResponse?.(response);
      return response;
    },
    async read({ operation, call, url, headers = {}, expect = [], maxBytes = MAX_RESPONSE_BYTES }, options) {
      const limits = limitsOf(call, options);
      const { send } = transport ?? (await open());
      return await send({
        operation,
        call,
        platform: undefined,
        method: "GET",
        url,
        headers,
        body: undefined,
        retryRule: "idempotent",
        pause: undefined,
        expect,
        authorized: false,
        signal: options?.signal,
        limits,
        maxBytes,
      });
    },
  };
  return Object.freeze({
    ...facts,
    async close(): Promise<void> {
      await (opening === undefined ? settings.fetch?.close?.() : (await opening).close());
    },
    [hubConnection]: Object.freeze(behind),
  });
}
