import type { HubDescription, Right } from "@nh/wire";
import { ArgumentError } from "./argument-error.js";
import {
  checkOptions,
  countRule,
  flagRule,
  hasMethods,
  isObject,
  type OptionRule,
  type OptionRules,
} from "./check-options.js";
import {
  type DeliverOptions,
  deliverRule,
  type ResolvedDeliverOptions,
  resolveDeliver,
} from "./deliver/deliver-options.js";
import type { BlobStore } from "./store/blob-store.js";
import type { RecordStore } from "./store/record-store.js";

/** A shared access policy: a name, its rights, and the keys that sign for it. */
export interface Policy {
  readonly keyName: string;
  readonly rights: readonly Right[];
  readonly primaryKey: string;
  readonly secondaryKey?: string | undefined;
}

/** The tier of the namespace. It decides which features exist and how many devices are allowed. */
export type Tier = "free" | "basic" | "standard";

/**
 * A hub that is declared in code: its name and its description. Without `authorizationRules` it
 * gets the two policies of every new hub, with random keys.
 */
export type NamedHub = HubDescription & { readonly name: string };

/** Options of `createHub`. All have a default. */
export interface HubOptions {
  /**
   * The hubs at the start: names, or descriptions with credentials and policies. A hub whose name
   * alone is given has no policies of its own. Default: any name in a path is created when
   * something is first written to it.
   */
  readonly hubs?: readonly (string | NamedHub)[] | undefined;
  /**
   * The policies of the namespace at the start. They open every hub. Default: the two of every new
   * hub in Azure, `DefaultFullSharedAccessSignature` and `DefaultListenSharedAccessSignature`, with
   * well-known development keys.
   */
  readonly policies?: readonly Policy[] | undefined;
  /**
   * The base of all time, in milliseconds since 1970. Default `Date.now`. SAS tokens expire by it,
   * whatever `hub.clock` shows.
   */
  readonly now?: (() => number) | undefined;
  /**
   * A number from 0 (inclusive) to 1 (exclusive) for ids and probabilities. Default `Math.random`.
   * A seeded one makes every id repeatable.
   */
  readonly random?: (() => number) | undefined;
  /** Default `standard`. */
  readonly tier?: Tier | undefined;
  /**
   * Whether to check what the service checks. When false, payloads, tags and sizes are accepted as
   * they come. Default true.
   */
  readonly strict?: boolean | undefined;
  /** Where the state survives the process. Default: memory only. */
  readonly store?: RecordStore | undefined;
  /** Where the files of jobs and of feedback are kept. Default: in memory. */
  readonly blobs?: BlobStore | undefined;
  /**
   * Pushes to real devices with the credentials of the hubs. Default: the hub records what it would
   * push, and nothing leaves it.
   */
  readonly deliver?: DeliverOptions | undefined;
  /** How many deliveries are kept. Default 10,000. */
  readonly keepDeliveries?: number | undefined;
  /** How many requests the log keeps. Default 1,000. */
  readonly keepRequests?: number | undefined;
  /**
   * The address in `hub.connectionString`. Default `https://local-hub.invalid/`, a name that no
   * network has: only `hub.fetch` leads to this hub. A function is called each time.
   */
  readonly endpoint?: string | (() => string) | undefined;
  /**
   * How long a write to an installation stays invisible, in milliseconds of `hub.clock`. Default 0.
   * In the service it may take seconds.
   */
  readonly installationLagMs?: number | undefined;
  /**
   * How long registrations live after their last write, in seconds. Default: they never expire, as
   * in the service.
   */
  readonly registrationTtlSeconds?: number | undefined;
  /**
   * How many test sends a minute are accepted before the hub returns 429. Default: no limit. The
   * service accepts 10.
   */
  readonly testSendsPerMinute?: number | undefined;
}

/**
 * The default policy of every local hub, so that one connection string works everywhere. The key is
 * public and protects nothing.
 */
export const developmentPolicy: Policy = Object.freeze({
  keyName: "DefaultFullSharedAccessSignature",
  rights: Object.freeze(["Listen", "Send", "Manage"] as const),
  primaryKey: "bG9jYWwtaHViLWRldmVsb3BtZW50LWtleS1ub3Qtc2VjcmV0IQ==",
});

/** The same for a device, which may only register. */
export const developmentListenPolicy: Policy = Object.freeze({
  keyName: "DefaultListenSharedAccessSignature",
  rights: Object.freeze(["Listen"] as const),
  primaryKey: "bG9jYWwtaHViLWxpc3Rlbi1rZXktbm90LXNlY3JldCEhISE=",
});

/** What a tier offers, from Microsoft's page on pricing tiers. */
export const tierFacts: Readonly<
  Record<Tier, { readonly devices: number; readonly batchSend: boolean; readonly standardFeatures: boolean }>
> = {
  free: { devices: 500, batchSend: false, standardFeatures: false },
  basic: { devices: 200_000, batchSend: true, standardFeatures: false },
  standard: { devices: 10_000_000, batchSend: true, standardFeatures: true },
};

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly hubs: readonly NamedHub[] | undefined;
  readonly policies: readonly Policy[];
  readonly now: () => number;
  readonly random: () => number;
  readonly tier: Tier;
  readonly strict: boolean;
  readonly deliver: ResolvedDeliverOptions | undefined;
  readonly keepDeliveries: number;
  readonly keepRequests: number;
  readonly endpoint: () => string;
  readonly installationLagMs: number;
  readonly registrationTtlSeconds: number | undefined;
  readonly testSendsPerMinute: number;
}

const functionRule = (result: string): OptionRule => ({
  accepts: (value) => typeof value === "function",
  form: `a function that returns ${result}`,
});

/**
 * What each option of `createHub` must be. The contents of hubs and policies are checked where they
 * are used.
 */
export const hubOptionRules: OptionRules<HubOptions> = {
  hubs: {
    accepts: (value) => Array.isArray(value) && value.every((hub) => typeof hub === "string" || isNamedHub(hub)),
    form: 'a list of names or of descriptions with a name, such as ["shop", { name: "news" }]',
  },
  policies: { accepts: Array.isArray, form: "a list of policies" },
  now: functionRule("milliseconds since 1970"),
  random: functionRule("a number from 0 to 1"),
  tier: {
    accepts: (value) => typeof value === "string" && Object.hasOwn(tierFacts, value),
    form: '"free", "basic" or "standard"',
  },
  strict: flagRule,
  store: {
    accepts: hasMethods("load", "commit", "close"),
    form: "a RecordStore, an object with load, commit and close",
  },
  blobs: {
    accepts: hasMethods("read", "write", "append", "list", "containers", "removeContainer", "clear"),
    form: "a BlobStore, an object with read, write, append, list, containers, removeContainer and clear",
  },
  deliver: deliverRule,
  keepDeliveries: countRule,
  keepRequests: countRule,
  endpoint: {
    accepts: (value) => typeof value === "function" || (typeof value === "string" && URL.canParse(value)),
    form: "an address such as http://localhost:7447/, or a function that returns one",
  },
  installationLagMs: countRule,
  registrationTtlSeconds: countRule,
  testSendsPerMinute: countRule,
};

/** @throws {ArgumentError} when an option is wrong. */
export function resolveOptions(options: HubOptions): ResolvedOptions {
  checkOptions(options, hubOptionRules);
  if (options.now !== undefined && !isMoment(options.now()))
    throw new ArgumentError("now", `now must be ${hubOptionRules.now.form}.`);
  const { tier = "standard", endpoint = "https://local-hub.invalid/" } = options;
  return {
    hubs: options.hubs && readHubs(options.hubs),
    policies: options.policies ?? [developmentPolicy, developmentListenPolicy],
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    tier,
    strict: options.strict ?? true,
    deliver: options.deliver === undefined ? undefined : resolveDeliver(options.deliver),
    keepDeliveries: options.keepDeliveries ?? 10_000,
    keepRequests: options.keepRequests ?? 1_000,
    endpoint: typeof endpoint === "string" ? () => endpoint : endpoint,
    installationLagMs: options.installationLagMs ?? 0,
    registrationTtlSeconds: options.registrationTtlSeconds,
    testSendsPerMinute: options.testSendsPerMinute ?? Number.POSITIVE_INFINITY,
  };
}

/** Whether a value is a time that a date of JavaScript can hold. */
function isMoment(value: unknown): boolean {
  return typeof value === "number" && !Number.isNaN(new Date(value).getTime());
}

/** Whether a value is a description of a hub with a name. */
export function isNamedHub(hub: unknown): hub is NamedHub {
  return isObject(hub) && typeof hub.name === "string";
}

function readHubs(hubs: readonly (string | NamedHub)[]): readonly NamedHub[] {
  if (hubs.length === 0) throw new ArgumentError("hubs", "hubs must name at least one hub.");
  const read = hubs.map((hub) => (typeof hub === "string" ? { name: hub } : hub));
  const seen = new Set<string>();
  for (const { name } of read) {
    checkHubName(name, "hubs");
    if (seen.has(name.toLowerCase()))
      throw new ArgumentError("hubs", `hubs must name each hub once. It names ${JSON.stringify(name)} twice.`);
    seen.add(name.toLowerCase());
  }
  return read;
}

/** A name of a hub for examples and tools: the first of `hubs`, or `hub`. */
export function firstHubName({ hubs: [first = "hub"] = [] }: Pick<HubOptions, "hubs">): string {
  return typeof first === "string" ? first : first.name;
}

/**
 * @param argument Where the name is, such as `hubs`.
 * @throws {ArgumentError} when no hub can have this name.
 */
export function checkHubName(name: string, argument: string): void {
  if (isHubName(name)) return;
  throw new ArgumentError(
    argument,
    `${JSON.stringify(name)} is not a valid hub name. Use letters, digits, ".", "-" and "_".`,
  );
}

/**
 * Up to 260 letters, digits, dots, hyphens and underscores, as the .NET client checks. The name of
 * the control API is reserved.
 */
export function isHubName(name: string): boolean {
  return /^[A-Za-z0-9._-]{1,260}$/.test(name) && name !== "." && name !== ".." && name.toLowerCase() !== "_nh";
}
