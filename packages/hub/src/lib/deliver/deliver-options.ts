import { checkOptions, isObject, type OptionRule, type OptionRules, type Wording } from "../check-options.js";
import {
  type AllowedHosts,
  type DeliverablePlatform,
  deliverablePlatforms,
  isDeliverable,
  type PushServices,
  type ServiceServers,
} from "./push-services.js";

/** How a hub pushes to real devices. */
export interface DeliverOptions {
  /** The functions that push: `import * as services from "@nh/platforms"`. */
  readonly services: PushServices;
  /** The platforms to push to. Default: each one for which a hub has a credential. */
  readonly platforms?: readonly DeliverablePlatform[] | undefined;
  /**
   * The hosts that the endpoint of a browser may name: `public`, `loopback` or `any`. Default
   * `public`.
   */
  readonly hosts?: AllowedHosts | undefined;
  /** Servers that replace those of a service, for test doubles. Default: those of the service. */
  readonly servers?: Readonly<Partial<Record<DeliverablePlatform, ServiceServers>>> | undefined;
  /**
   * The VAPID keys for hubs without a credential for browsers, from `generateVapidKeys()` of
   * `@nh/platforms`. Default: such a hub pushes to no browser.
   */
  readonly vapid?: VapidCredential | undefined;
  /**
   * How many pushes of a hub to one push service are on their way at once. For browsers, each host
   * is a service of its own, and the hosts of Google, Mozilla, Apple and Microsoft are one each. At
   * most 32 other hosts get pushes at once. Default 20.
   */
  readonly concurrency?: number | undefined;
}

/** A VAPID key pair and a contact, as in the description of a hub. */
export interface VapidCredential {
  /** Begins with `mailto:` or `https:`. */
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The options with defaults. */
export type ResolvedDeliverOptions = {
  readonly [Name in Exclude<keyof DeliverOptions, "vapid">]-?: NonNullable<DeliverOptions[Name]>;
} & Pick<DeliverOptions, "vapid">;

const hosts: readonly unknown[] = ["public", "loopback", "any"];
const factories = ["createApns", "createFcmV1", "createWebPush", "createWns", "createAdm", "createXiaomi"];
const vapidParts = ["subject", "publicKey", "privateKey"];
const platformList = deliverablePlatforms.join(", ");
const wording: Wording = {
  argument: "deliver",
  whole: "deliver",
  part: "option",
  parts: "options",
  prefix: "deliver.",
};

const rules: OptionRules<DeliverOptions> = {
  services: {
    // A module's namespace is an object, too.
    accepts: (value) => factories.every((name) => typeof (value as Record<string, unknown>)?.[name] === "function"),
    form: "the module @nh/platforms, imported as a namespace",
    required: true,
  },
  platforms: {
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(isDeliverable),
    form: `a list of platforms. Allowed: ${platformList}`,
  },
  hosts: { accepts: (value) => hosts.includes(value), form: '"public", "loopback" or "any"' },
  servers: {
    accepts: (value) => typeof value === "object" && value !== null && Object.keys(value).every(isDeliverable),
    form: `an object with servers by platform. Allowed: ${platformList}`,
  },
  vapid: {
    accepts: (value) => isObject(value) && vapidParts.every((name) => typeof value[name] === "string"),
    form: `an object with ${vapidParts.join(", ")}`,
  },
  concurrency: {
    accepts: (value) => Number.isSafeInteger(value) && Number(value) > 0,
    form: "a whole number of at least 1",
  },
};

/** The rule for the option `deliver` of a hub. */
export const deliverRule: OptionRule = {
  accepts: (value) => typeof value === "object" && value !== null,
  form: "an object with the module @nh/platforms as services",
};

/** @throws {ArgumentError} when an option is wrong. */
export function resolveDeliver(options: DeliverOptions): ResolvedDeliverOptions {
  checkOptions(options, rules, wording);
  const {
    services,
    platforms = deliverablePlatforms,
    hosts = "public",
    servers = {},
    concurrency = 20,
    vapid,
  } = options;
  return { services, platforms, hosts, servers, concurrency, vapid };
}
