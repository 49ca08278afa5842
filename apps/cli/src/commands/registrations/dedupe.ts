import { type Registration, registrationHandleText } from "@nh/wire";
import { bulkLineFields, concurrencyOption, runBulk } from "../../bulk/run-bulk.js";
import { exitCodes } from "../../exit-codes.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { plural } from "../../output/numbers.js";
import { command } from "../../program/command.js";
import { confirm, confirmOptions, dryRunOption } from "../../program/confirm.js";

const defaultConcurrency = 8;

export const dedupe = command({
  summary: "delete registrations that make a device receive the same push twice",
  details: `Registrations with the same handle and the same template are duplicates. Of these, nh keeps the
one that belongs to an installation, or the one that expires last, or the one with the highest
version, and deletes the others. It never changes installations.`,
  hub: "any",
  streams: true,
  options: { ...concurrencyOption, ...confirmOptions, ...dryRunOption },
  json: {
    deleted: "how many",
    failed: "how many failed",
    failures: "array of { name, error }",
  },
  line: bulkLineFields,
  examples: [
    { command: "nh registrations dedupe --dry-run", title: "Show what would be deleted" },
    { command: "nh registrations dedupe --yes", title: "Delete them" },
  ],
  async run(call) {
    const { signal } = call.io;
    const { concurrency = defaultConcurrency } = call.options;
    const find = async (list: AsyncIterable<Registration>) => findDuplicates(await collect(list));
    if (call.options.dryRun) {
      return dryRun(call, [], async ({ client }) => {
        for (const id of await find(client.registrations.list({ signal })))
          await client.registrations.delete(id, { signal });
      });
    }
    return withClient(call, async ({ client }) => {
      const duplicates = await find(client.registrations.list({ signal }));
      if (duplicates.length === 0) {
        if (call.output.format !== "ndjson")
          await call.output.document({ deleted: 0, failed: 0, failures: [] }, "No duplicates.");
        return exitCodes.ok;
      }
      await confirm(call, call.options, `Delete ${plural(duplicates.length, "duplicate registration")}?`);
      const items = duplicates.map((id) => ({ name: id, work: () => client.registrations.delete(id) }));
      return runBulk(call, items, concurrency, { unit: "registration", done: "deleted", total: duplicates.length });
    });
  },
});

async function collect(list: AsyncIterable<Registration>): Promise<readonly Registration[]> {
  const all: Registration[] = [];
  for await (const registration of list) all.push(registration);
  return all;
}

/** Ids of the registrations to delete, in the order of the list. */
export function findDuplicates(registrations: readonly Registration[]): readonly string[] {
  const keepers = new Map<string, Registration>();
  for (const registration of registrations) {
    const key = keyOf(registration);
    const keeper = keepers.get(key);
    if (keeper === undefined || isBetter(registration, keeper)) keepers.set(key, registration);
  }
  return registrations
    .filter((registration) => keepers.get(keyOf(registration)) !== registration && !belongsToInstallation(registration))
    .map(({ registrationId }) => registrationId)
    .filter((id) => id !== undefined);
}

/** A device receives one push per template, and one for all its native registrations. */
function keyOf(registration: Registration): string {
  const { platform, template } = registration;
  const handle = registrationHandleText(registration);
  // APNs tokens are hexadecimal, so case has no meaning.
  const compared = platform === "apple" ? handle.toUpperCase() : handle;
  return JSON.stringify([platform, compared, template?.name ?? null, template?.body ?? null]);
}

function isBetter(candidate: Registration, keeper: Registration): boolean {
  const [owned, keeperOwned] = [belongsToInstallation(candidate), belongsToInstallation(keeper)];
  if (owned !== keeperOwned) return owned;
  const [expires, keeperExpires] = [expiry(candidate), expiry(keeper)];
  if (expires !== keeperExpires) return expires > keeperExpires;
  return Number(candidate.etag ?? 0) >= Number(keeper.etag ?? 0);
}

const expiry = ({ expirationTime }: Registration) => expirationTime?.getTime() ?? Number.POSITIVE_INFINITY;

function belongsToInstallation({ tags = [] }: Registration): boolean {
  return tags.some((tag) => /^\$InstallationId:\{/i.test(tag));
}
