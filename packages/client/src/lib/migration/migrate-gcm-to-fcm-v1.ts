import type { Installation } from "@nh/wire";
import { ArgumentError } from "../argument-error.js";
import {
  checkOptions,
  flagRule,
  functionRule,
  isObject,
  type OptionRules,
  signalRule,
  wholeRule,
} from "../check-options.js";
import type { NotificationHubClient } from "../client.js";
import { connectionOf, contextWith, type HubContext } from "../context.js";
import { isHubResponseError } from "../errors.js";
import { guard } from "../guard.js";
import { getInstallation, putInstallation } from "../operations/installations.js";
import { Pace } from "../operations/pace.js";
import { pacedCall } from "../operations/paced-call.js";
import { listRegistrations } from "../operations/registrations.js";
import { reasonOf } from "../transport/abort-reason.js";
import { convertInstallation } from "./convert-installation.js";

/** Options of `migrateGcmToFcmV1`. */
export interface FcmMigrationOptions {
  /** Reads and converts, and writes nothing. Default false. */
  readonly dryRun?: boolean | undefined;
  /**
   * The most requests under way at a time; fewer while the service throttles. Default 8, at most
   * 256.
   */
  readonly concurrency?: number | undefined;
  /**
   * Called with what will be written before anything is. The first write waits for a promise that
   * it returns; when it throws or rejects, nothing is written.
   */
  readonly onPlan?: ((plan: FcmMigrationPlan) => unknown) | undefined;
  /**
   * Called after each installation that was read or written. An error that it throws is dropped,
   * since a listener must not end a migration.
   */
  readonly onProgress?: ((progress: FcmMigrationProgress) => void) | undefined;
  /**
   * Stops the migration: requests under way finish, then it rejects with the signal's reason. Run
   * it again to continue.
   */
  readonly signal?: AbortSignal | undefined;
}

/** How far a migration has come. */
export interface FcmMigrationProgress {
  readonly phase: "reading" | "writing";
  readonly done: number;
  readonly total: number;
}

/** Something about one installation. */
export interface FcmMigrationRemark {
  readonly installationId: string;
  readonly message: string;
}

/** What will be written. */
export interface FcmMigrationPlan {
  /** The installations as they will be: platform `fcmv1`, their templates rewritten. */
  readonly installations: readonly Installation[];
  /** What FCM v1 has no place for, and is dropped. */
  readonly warnings: readonly FcmMigrationRemark[];
  /** Installations that stay as they are, and why. */
  readonly problems: readonly FcmMigrationRemark[];
  /**
   * Registrations for `gcm` without an installation. They cannot be moved: the app must register
   * again.
   */
  readonly registrationsLeft: number;
}

/** What became of a migration. */
export interface FcmMigrationResult extends FcmMigrationPlan {
  /** Installations that were written. With `dryRun` none. */
  readonly migrated: number;
  /** Installations that could not be read or written. They are unchanged, or may have moved. */
  readonly failures: readonly { readonly installationId: string; readonly error: unknown }[];
  /**
   * Installations that were not tried, because the same failure would meet all of them: the key,
   * the rights or the quota.
   */
  readonly notTried: number;
}

const rules: OptionRules<FcmMigrationOptions> = {
  dryRun: flagRule,
  concurrency: wholeRule(1, 256),
  onPlan: functionRule,
  onProgress: functionRule,
  signal: signalRule,
};

/** After these, every other installation would fail too. */
const lastingFailures = new Set(["NH_UNAUTHORIZED", "NH_FORBIDDEN", "NH_QUOTA"]);

/**
 * Moves every installation from Google's legacy platform (`gcm`) to FCM HTTP v1. Each keeps its id,
 * token, user and tags; the bodies of its templates are rewritten. Requests are made side by side,
 * and slow down together when the service throttles. Running it again goes on where it ended. The
 * hub needs credentials for FCM v1.
 *
 * An app that changes its installation while this runs may lose that change: the service has no
 * ETags for installations.
 *
 * @throws {ArgumentError} when the client or an option is wrong.
 * @throws {HubResponseError | HubConnectionError | HubTimeoutError} when the list of registrations
 * cannot be read. Nothing was written.
 * @throws whatever `onPlan` throws. Nothing was written.
 * @example
 * const { migrated, failures } = await migrateGcmToFcmV1(client, {
 *   onProgress: ({ phase, done, total }) => console.log(`${phase} ${done} of ${total}`),
 * });
 */
export async function migrateGcmToFcmV1(
  client: NotificationHubClient,
  options: FcmMigrationOptions = {},
): Promise<FcmMigrationResult> {
  if (!isObject(client) || !isObject(client.context)) {
    throw new ArgumentError("migrateGcmToFcmV1", "client", "must be a NotificationHubClient");
  }
  checkOptions("migrateGcmToFcmV1", options, rules);
  const { dryRun = false, concurrency = 8, onPlan, onProgress, signal } = options;
  const { installationIds, registrationsLeft } = await findGcmDevices(client.context, signal);
  const run = new Run(client.context, concurrency, onProgress && guard(onProgress), signal);

  const installations: Installation[] = [];
  const warnings: FcmMigrationRemark[] = [];
  const problems: FcmMigrationRemark[] = [];
  await run.each("reading", installationIds, async (context, installationId) => {
    const converted = convertInstallation(await getInstallation(context, installationId));
    if ("problem" in converted) {
      problems.push({ installationId, message: converted.problem });
      return;
    }
    installations.push(converted.installation);
    for (const message of converted.dropped) warnings.push({ installationId, message });
  });
  const plan = { installations, warnings, problems, registrationsLeft };
  await onPlan?.(plan);
  let migrated = 0;
  if (!dryRun) {
    const byId = new Map(installations.map((installation) => [installation.installationId, installation]));
    await run.each("writing", [...byId.keys()], async (context, installationId) => {
      await putInstallation(context, byId.get(installationId) as Installation);
      migrated++;
    });
  }
  return { ...plan, migrated, failures: run.failures, notTried: run.notTried };
}

/**
 * Works through installations side by side. One of them that fails is noted; a failure that all
 * would meet ends the run.
 */
class Run {
  readonly failures: { readonly installationId: string; readonly error: unknown }[] = [];
  notTried = 0;
  readonly #context: HubContext;
  readonly #concurrency: number;
  readonly #onProgress: FcmMigrationOptions["onProgress"];
  readonly #signal: AbortSignal | undefined;
  #isOver = false;

  constructor(
    context: HubContext,
    concurrency: number,
    onProgress: FcmMigrationOptions["onProgress"],
    signal: AbortSignal | undefined,
  ) {
    const pace = new Pace(concurrency);
    const connection = connectionOf(context);
    this.#context = contextWith(context, {
      ...connection,
      call: (spec, options) => pacedCall(pace, signal, (pause) => connection.call({ ...spec, pause }, options)),
    });
    this.#concurrency = concurrency;
    this.#onProgress = onProgress;
    this.#signal = signal;
  }

  async each(
    phase: FcmMigrationProgress["phase"],
    ids: readonly string[],
    work: (context: HubContext, installationId: string) => Promise<void>,
  ): Promise<void> {
    const waiting = ids.values();
    let done = 0;
    let begun = 0;
    const lane = async (): Promise<void> => {
      for (const installationId of waiting) {
        if (this.#isOver || this.#signal?.aborted) return;
        begun++;
        try {
          await work(this.#context, installationId);
        } catch (error) {
          if (this.#signal?.aborted) return;
          this.failures.push({ installationId, error });
          if (isHubResponseError(error) && lastingFailures.has(error.code)) this.#isOver = true;
        }
        this.#onProgress?.({ phase, done: ++done, total: ids.length });
      }
    };
    await Promise.all(Array.from({ length: this.#concurrency }, lane));
    if (this.#signal?.aborted) throw reasonOf(this.#signal);
    this.notTried += ids.length - begun;
  }
}

/** An installation appears among the registrations, with the automatic tag of its id. */
async function findGcmDevices(
  context: HubContext,
  signal: AbortSignal | undefined,
): Promise<{ readonly installationIds: readonly string[]; readonly registrationsLeft: number }> {
  const installationIds = new Set<string>();
  let registrationsLeft = 0;
  for await (const { platform, tags = [] } of listRegistrations(context, { signal })) {
    if (platform !== "gcm") continue;
    const id = tags.map((tag) => /^\$InstallationId:\{(.*)\}$/i.exec(tag)?.[1]).find((found) => found !== undefined);
    if (id === undefined) registrationsLeft++;
    else installationIds.add(id);
  }
  return { installationIds: [...installationIds], registrationsLeft };
}
