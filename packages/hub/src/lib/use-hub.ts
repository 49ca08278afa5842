import { ArgumentError } from "./argument-error.js";
import { checkOptions, flagRule, hasMethods, isObject, type OptionRules } from "./check-options.js";
import { createHub } from "./create-hub.js";
import type { Hub } from "./hub.js";
import type { StartedHub, StartHubOptions } from "./node/start-hub.js";
import { firstHubName, type HubOptions, hubOptionRules } from "./options.js";

/** The hooks of a test runner, as Vitest and Jest have them. */
export interface TestHooks {
  beforeAll(work: () => Promise<void>): void;
  afterEach(work: () => void): void;
  afterAll(work: () => Promise<void>): void;
}

/** How the hub of a test file is made. */
export interface UseHubOptions extends Omit<HubOptions, "store" | "blobs"> {
  /**
   * Whether to listen on ports as well, for code that cannot take a `fetch`. By default these are
   * free ports and HTTP only; an object changes that. Default false: the hub is called as a
   * function.
   */
  readonly listen?:
    | boolean
    | Pick<
        StartHubOptions,
        "host" | "port" | "httpsPort" | "portFallback" | "allowHosts" | "allowOrigins" | "dataDir" | "certificateDir"
      >
    | undefined;
  /**
   * The hooks of the runner. Required when they are not global, as in Vitest without `globals:
   * true`.
   */
  readonly hooks?: TestHooks | undefined;
  /** Whether the hub deletes everything after each test. Default true. */
  readonly resetAfterEach?: boolean | undefined;
}

const { store: _store, blobs: _blobs, ...memoryRules } = hubOptionRules;
const useHubRules: OptionRules<UseHubOptions> = {
  ...memoryRules,
  // `startHub` checks what is in the object.
  listen: {
    accepts: (value) => typeof value === "boolean" || isObject(value),
    form: "true, false, or an object with options of startHub",
  },
  hooks: {
    accepts: hasMethods("beforeAll", "afterEach", "afterAll"),
    form: "the hooks of the runner, { afterAll, afterEach, beforeAll }",
  },
  resetAfterEach: flagRule,
};

/**
 * The hub of a test file. With `listen`, everything except `hubName` is available from `beforeAll`
 * on.
 */
export interface HubFixture
  extends Pick<Hub, "deliveries" | "devices" | "requests" | "faults" | "policies" | "clock" | "events"> {
  /** The hub itself. */
  readonly hub: Hub;
  /** A name for the code under test: the first of `hubs`, or `hub`. */
  readonly hubName: string;
  /** For the client under test. With `listen` it is the one for plain HTTP. */
  readonly connectionString: string;
  /** The `fetch` for a client. Every address leads to this hub. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** The ports and the certificate. Only with `listen`. */
  readonly server: StartedHub;
}

/**
 * Gives a test file a hub of its own: made once, emptied after each test, closed at the end.
 *
 * @throws {ArgumentError} when an option is wrong, or when the hooks of the runner are neither
 *   global nor passed.
 */
export function useHub(options: UseHubOptions = {}): HubFixture {
  checkOptions(options, useHubRules);
  const { listen = false, hooks = globalHooks(), resetAfterEach = true, ...hubOptions } = options;
  let hub: Hub | undefined;
  let server: StartedHub | undefined;
  if (listen === false) hub = createHub(hubOptions);
  hooks.beforeAll(async () => {
    if (listen === false) return;
    // Imported only here, so that a hub that is called as a function runs on platforms without
    // ports.
    const { startHub } = await import("./node/start-hub.js");
    const { endpoint: _endpoint, ...startOptions } = hubOptions;
    const { port = 0, httpsPort = false, ...where } = listen === true ? {} : listen;
    server = await startHub({ ...startOptions, ...where, port, httpsPort });
    hub = server.hub;
  });
  hooks.afterEach(() => {
    if (resetAfterEach) hub?.reset();
  });
  hooks.afterAll(async () => {
    hub?.close();
    await server?.close();
  });
  const current = (): Hub => {
    if (hub === undefined)
      throw new Error("The hub starts in beforeAll. Use it inside a test or a hook, not while the file loads.");
    return hub;
  };
  return {
    hubName: firstHubName(options),
    get hub() {
      return current();
    },
    get server() {
      if (listen === false) throw new ArgumentError("listen", "The hub has no ports. Pass `listen: true` to useHub.");
      current();
      return server as StartedHub;
    },
    get connectionString() {
      return current().connectionString;
    },
    get deliveries() {
      return current().deliveries;
    },
    get devices() {
      return current().devices;
    },
    get requests() {
      return current().requests;
    },
    get faults() {
      return current().faults;
    },
    get policies() {
      return current().policies;
    },
    get clock() {
      return current().clock;
    },
    get events() {
      return current().events;
    },
    fetch: async (input, init) => current().fetch(new Request(input, init)),
  };
}

function globalHooks(): TestHooks {
  const { beforeAll, afterEach, afterAll } = globalThis as Partial<TestHooks>;
  if (beforeAll === undefined || afterEach === undefined || afterAll === undefined) {
    throw new ArgumentError(
      "hooks",
      "useHub needs the test runner's hooks, and they are not global. Pass them: " +
        'import { afterAll, afterEach, beforeAll } from "vitest"; useHub({ hooks: { afterAll, afterEach, beforeAll } })',
    );
  }
  return { beforeAll, afterEach, afterAll };
}
