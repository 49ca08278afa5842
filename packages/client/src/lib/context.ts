/// <reference path="./transport/default-fetch.d.ts" />

import { type ConnectionString, createSasCredential, parseConnectionString } from "@nh/auth";
import { buildPath, type Operation, routeOf } from "@nh/wire";
import { createDefaultFetch } from "#default-fetch";
import type { ClientEventListener } from "./events.js";
import { late } from "./late.js";
import { type CallOptions, type ClientOptions, checkCallOptions, resolveLimits, resolveOptions } from "./options.js";
import { withAuthorization } from "./transport/authorize.js";
import type { DumpWriter } from "./transport/dump.js";
import type { Exchange, Limits, Repeat } from "./transport/exchange.js";
import { type Fetch, type FetchInit, type FetchResponse, isTimedFetch, keepsTime } from "./transport/fetch.js";
import { readText } from "./transport/read-body.js";
import { withRetry } from "./transport/retry.js";
import { withTimeout } from "./transport/timeout.js";
import { productName } from "./version.js";

/** Longest answer that is read, in bytes. A page of a listing holds at most 100 registrations of 64 KB. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** One call of an operation, as the functions of `lib/operations` describe it. */
export interface CallSpec {
  readonly operation: Operation;
  /** The id or tag in the path, not yet percent-encoded. */
  readonly parameter?: string | undefined;
  /** Query parameters behind `api-version`, already encoded, such as `direct=true`. */
  readonly query?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  readonly repeat: Repeat;
  /** Statuses that are an answer besides those from 200 to 299. Any other one rejects with a `HubResponseError`. */
  readonly expect?: readonly number[] | undefined;
}

/** An answer of the service. */
export interface HubAnswer {
  readonly status: number;
  readonly text: string;
  /** Requests that it took. */
  readonly attempts: number;
  readonly trackingId: string | undefined;
  readonly correlationId: string | undefined;
  header(name: string): string | undefined;
}

/** A request to an address that the service handed out, such as a blob's; it carries no token. */
export interface RawCallSpec {
  /** Names the request in events and errors. */
  readonly operation: Operation;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly expect?: readonly number[] | undefined;
  /** Longest answer that is read, in bytes. Default 16 MiB. */
  readonly maxBytes?: number | undefined;
}

/** A hub and the way to it: what every free function of `@nh/client/operations` takes first. */
export interface HubContext {
  /** Such as `https://contoso.servicebus.windows.net/`. */
  readonly endpoint: string;
  readonly hubName: string;
  /** Sends one request of the REST API and repeats it where that is allowed. */
  readonly call: (spec: CallSpec, options?: CallOptions) => Promise<HubAnswer>;
  /** Reads an address that the service handed out, without `Authorization`: over https, or from loopback. Never repeats redirects. */
  readonly fetchRaw: (spec: RawCallSpec, options?: CallOptions) => Promise<HubAnswer>;
  /** What holds for a call that says nothing else: its timeouts and how it is repeated. */
  readonly defaults: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Never throws. */
  readonly onEvent: ClientEventListener | undefined;
  /** Releases the sockets once the requests under way are done. A later call opens new ones. */
  readonly close: () => Promise<void>;
}

/** Where a hub is, for a client whose `credential` holds the key. */
export interface HubAddress {
  /** Such as `sb://contoso.servicebus.windows.net/`. */
  readonly endpoint: string;
  /** The hub, where it is not the second argument. */
  readonly entityPath?: string | undefined;
}

interface Address {
  readonly method: string;
  readonly url: string;
}

/** What both kinds of calls have. */
type Shared = Pick<RawCallSpec, "operation" | "headers" | "expect" | "maxBytes">;

/**
 * Prepares everything that the operations share. Nothing is sent.
 *
 * @param hubName May be left out when the connection string has an `EntityPath`.
 * @throws {ConnectionStringError} when the text cannot be read.
 * @throws {TypeError} naming the option that is not what it should be.
 */
export function createContext(
  connection: string | ConnectionString | HubAddress,
  hubName?: string | undefined,
  options: ClientOptions = {},
): HubContext {
  const resolved = resolveOptions(options);
  const parsed =
    typeof connection === "string"
      ? parseConnectionString(connection)
      : checkedConnection(connection, options.credential);
  const hub = checkedHubName(hubName ?? parsed.entityPath);
  const { endpoint } = parsed;
  const origin = endpoint.replace(/\/$/, "");
  const { now, random, onEvent } = resolved;

  const fetch: Fetch & { close?: () => Promise<void> } = options.fetch ?? createDefaultFetch({ agent: options.agent });
  const credential = options.credential ?? createSasCredential(parsed, { now });
  const dumped = resolved.dump === undefined ? fetch : dumpedLater(fetch, resolved.dump);
  const userAgent = resolved.userAgent === undefined ? productName : `${resolved.userAgent} ${productName}`;
  const slow = options.credential !== undefined;
  const authorized = withAuthorization(withTimeout(dumped), {
    credential,
    slow,
    resourceUri: endpoint + hub,
    userAgent,
  });
  const exchange = withRetry(authorized, { now, random, onEvent });

  const query = `?api-version=${resolved.apiVersion}`;
  const known = new Map<Operation, Address>();

  /** An operation without a parameter has one address for the life of the client. */
  function addressOf(operation: Operation, parameter: string | undefined): Address {
    const address = { method: routeOf(operation).method, url: origin + buildPath(operation, hub, parameter) + query };
    if (parameter === undefined) known.set(operation, address);
    return address;
  }

  async function run(
    { operation, headers = {}, expect = [], maxBytes = MAX_ANSWER_BYTES }: Shared,
    call: CallOptions,
    { method, url, body, repeat, authorized }: Pick<Exchange, "method" | "url" | "body" | "repeat" | "authorized">,
  ): Promise<HubAnswer> {
    checkCallOptions(call, resolved.limits);
    const { signal } = call;
    const shownUrl = hasSecret.test(url) ? (await late(import("./transport/redact.js"))).redactText(url) : url;
    const limits = resolveLimits(call, resolved.limits);
    // Spelled out, since V8 takes longer to spread an object into this one than for all the rest of a plain send.
    return exchange({
      operation,
      method,
      url,
      shownUrl,
      headers,
      body,
      repeat,
      expect,
      authorized,
      signal,
      limits,
      maxBytes,
    });
  }

  return Object.freeze({
    endpoint,
    hubName: hub,
    defaults: resolved.limits,
    now,
    random,
    onEvent,
    async call(spec: CallSpec, call: CallOptions = {}): Promise<HubAnswer> {
      const { operation, parameter, query, body, repeat } = spec;
      const address = (parameter === undefined && known.get(operation)) || addressOf(operation, parameter);
      const url = query === undefined ? address.url : `${address.url}&${query}`;
      return run(spec, call, { method: address.method, url, body, repeat, authorized: true });
    },
    async fetchRaw(spec: RawCallSpec, call: CallOptions = {}): Promise<HubAnswer> {
      return run(spec, call, (await late(import("./transport/external-request.js"))).outsideRequest(spec.url));
    },
    async close(): Promise<void> {
      await fetch.close?.();
    },
  });
}

/** What no event shows: the signature of an address, and the handles that a filter compares with. */
const hasSecret = /[?&](sig|%24filter|\$filter)=/i;

/** The most that any call reads; what a call itself accepts is checked elsewhere. */
const MAX_DUMPED_BYTES = 4 * MAX_ANSWER_BYTES;

/** Most programs never dump, so what it takes is loaded with the first request of one that does. */
function dumpedLater(fetch: Fetch, write: DumpWriter): Fetch {
  const dumped = async (url: string, init: FetchInit): Promise<FetchResponse> => {
    const { withDump } = await import("./transport/dump.js");
    return withDump(fetch, write, (response) => readText(response, MAX_DUMPED_BYTES))(url, init);
  };
  return isTimedFetch(fetch) ? Object.assign(dumped, { [keepsTime]: true }) : dumped;
}

/** What the caller wrote by hand meets the same rules as a connection string. */
function checkedConnection(connection: ConnectionString | HubAddress, credential: unknown): ConnectionString {
  // Whoever signs elsewhere has no key to give; nothing is ever signed with these.
  const noKey = credential ? { sharedAccessKeyName: "-", sharedAccessKey: "-" } : {};
  const given: Partial<ConnectionString> = { ...noKey, ...connection };
  const { endpoint, sharedAccessKeyName, sharedAccessKey, entityPath = "" } = given;
  if (typeof endpoint !== "string") {
    throw new TypeError("The connection must be a text, or what parseConnectionString returns.");
  }
  const parts = { endpoint, sharedAccessKeyName, sharedAccessKey, entityPath };
  const text = Object.entries(parts).map((part) => part.join("="));
  if (text.some((part) => part.includes(";"))) throw new TypeError("No part of a connection can contain a semicolon.");
  return parseConnectionString(text.join(";"));
}

/** Letters, digits, `.`, `-` and `_`, up to 260 of them: the rule of the official clients. */
function checkedHubName(hubName: unknown): string {
  if (typeof hubName !== "string" || !/^[\w.-]{1,260}$/.test(hubName) || /^\.{1,2}$/.test(hubName)) {
    throw new TypeError(
      "The hub name must have 1 to 260 letters, digits, dots, hyphens or underscores; give it as the second argument.",
    );
  }
  return hubName;
}
