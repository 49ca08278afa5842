import type { HubDescription } from "@nh/wire";
import type { HubLinks } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { type Exchange, versionQuery } from "../http/exchange.js";
import { secondsIso } from "../http/seconds-iso.js";

/** A hub as a response contains it. */
export interface HubEntry {
  readonly hub: HubDescription;
  readonly links: HubLinks;
}

/** A hub as it is read: with the time of its creation and its counters. */
export function readEntry(context: HubContext, exchange: Exchange, name: string): HubEntry {
  const { hub, links } = writtenEntry(context, exchange, name);
  const createdAtMs = context.state.definition(name)?.times.createdAtMs;
  return {
    hub: { ...hub, ...countersOf(context, name) },
    links: createdAtMs === undefined ? links : { ...links, published: secondsIso(createdAtMs) },
  };
}

/** A hub as the response to an update has it: as recorded, without counters and creation. */
export function writtenEntry(context: HubContext, exchange: Exchange, name: string): HubEntry {
  const definition = context.state.definition(name);
  const { hostname, host } = exchange.url;
  const [namespace = hostname] = hostname.split(".");
  return {
    // A hub that was only used has no policies of its own: those of the namespace open it.
    hub: { registrationTtl: defaultTtl(context), authorizationRules: [], ...definition?.description },
    links: {
      id: `https://${host}/${encodeURIComponent(name)}${versionQuery(exchange)}`,
      title: name,
      updated: secondsIso(definition?.times.updatedAtMs ?? exchange.atMs),
      author: namespace,
    },
  };
}

/** As recorded, every response has a RegistrationTtl. */
function defaultTtl({ options }: HubContext): HubDescription["registrationTtl"] {
  const seconds = options.registrationTtlSeconds ?? 0;
  return seconds === 0 ? "never" : { seconds };
}

/**
 * The counters that recordings have. The service counts the highest number of a day. The hub gives
 * the number of the moment, and omits a zero.
 */
function countersOf({ state }: HubContext, name: string): HubDescription {
  const devices = state.find(name);
  const active = (devices?.installations.size ?? 0) + (devices?.registrations.size ?? 0);
  return active === 0
    ? {}
    : { dailyMaxActiveDevices: active, dailyMaxActiveRegistrations: devices?.reachableCount ?? 0 };
}
