/// <reference path="./default-fetch.d.ts" />

import { type ConnectionString, type Credential, createSasCredential } from "@nh/auth";
import { API_VERSION, buildPath, type Operation, routeOf } from "@nh/wire";
import { createDefaultFetch } from "#default-fetch";
import type { ClientEventListener } from "../events.js";
import { productName } from "../version.js";
import { withAuthorization } from "./authorize.js";
import { type DumpWriter, withDump } from "./dump.js";
import { exchangeOver } from "./exchange.js";
import type { Fetch } from "./fetch.js";
import type { HubRequest } from "./hub-request.js";
import type { HubResponse } from "./hub-response.js";
import { withRetry } from "./retry.js";
import { withTimeout } from "./timeout.js";

/** What a transport is made of: the options of a client, checked. */
export interface TransportSettings {
  readonly connection: ConnectionString;
  /** Empty for a namespace, where the parameter of an operation names the hub. */
  readonly hubName: string;
  /** With `close`, where it holds sockets. */
  readonly fetch: (Fetch & { close?(): Promise<void> }) | undefined;
  readonly agent: object | undefined;
  readonly credential: Credential | undefined;
  readonly dump: DumpWriter | undefined;
  readonly onEvent: ClientEventListener | undefined;
  readonly apiVersion: string | undefined;
  readonly userAgent: string | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

/** The way to a hub. */
export interface Transport {
  /** Sends a request, and again where that is allowed. */
  send(request: HubRequest): Promise<HubResponse>;
  /**
   * The method and the address of an operation.
   *
   * @param parameter The id or tag in the path, not yet percent-encoded.
   */
  addressOf(operation: Operation, parameter: string | undefined): Address;
  /** Releases the sockets once the requests under way are done. */
  close(): Promise<void>;
}

interface Address {
  readonly method: string;
  readonly url: string;
}

/** Puts the layers of a transport together. Nothing is sent. */
export function openTransport(settings: TransportSettings): Transport {
  const { connection, hubName, agent, credential, dump, userAgent, apiVersion = API_VERSION, now } = settings;
  const fetch = settings.fetch ?? createDefaultFetch({ agent });
  const identity = {
    credential: credential ?? createSasCredential(connection, { now }),
    isSlow: credential !== undefined,
    resourceUri: connection.endpoint + hubName,
    userAgent: userAgent === undefined ? productName : `${userAgent} ${productName}`,
  };
  const secrets = credential === undefined ? [connection.sharedAccessKey] : [];
  const exchange = exchangeOver(fetch);
  const seams = { ...settings, secrets };
  const send = withRetry(withAuthorization(withTimeout(withDump(exchange, dump, secrets), fetch), identity), seams);

  const origin = connection.endpoint.replace(/\/$/, "");
  const known = new Map<Operation, Address>();

  /** An operation without a parameter has one address for the life of the client. */
  function addressOf(operation: Operation, parameter: string | undefined): Address {
    const kept = parameter === undefined ? known.get(operation) : undefined;
    if (kept !== undefined) return kept;
    const url = `${origin}${buildPath(operation, hubName || parameter, parameter)}?api-version=${apiVersion}`;
    const address = { method: routeOf(operation).method, url };
    if (parameter === undefined) known.set(operation, address);
    return address;
  }

  return { send, addressOf, close: async () => fetch.close?.() };
}
