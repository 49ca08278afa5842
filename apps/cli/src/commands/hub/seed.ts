import { createHash } from "node:crypto";
import type { Installation } from "@nh/wire";
import { type BulkItem, concurrencyOption, runBulk } from "../../bulk/run-bulk.js";
import { readInstallation } from "../../compose/read-installation.js";
import { resolveLocalConnection } from "../../hub/connection.js";
import { dryRun } from "../../hub/dry-run.js";
import { withClient } from "../../hub/with-client.js";
import { numberedLines } from "../../input/numbered-lines.js";
import { openInput, originOf } from "../../input/read-input.js";
import type { Io } from "../../io.js";
import { command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";

const defaultConcurrency = 16;

export const seed = command({
  summary: "fill the local hub with sample devices, or with devices from a file",
  details: `The samples are always the same: five platforms in turn, with users, tags, languages and a
template.`,
  arguments: { source: { summary: "how many samples, or an NDJSON file of installations, or - for stdin" } },
  hub: "local",
  options: { ...concurrencyOption, ...dryRunOption },
  json: { seeded: "how many", failed: "how many failed", failures: "array of { name, error }" },
  examples: [
    { command: "nh hub seed 20", title: "Twenty sample devices" },
    { command: "nh hub seed devices.ndjson", title: "Devices from a file" },
  ],
  async run(call) {
    const connection = await resolveLocalConnection(call);
    const { source } = call.arguments;
    const { concurrency = defaultConcurrency } = call.options;
    const total = /^\d+$/.test(source) ? Number(source) : undefined;
    const installations = total === undefined ? fromFile(source, call.io) : samples(total);
    if (call.options.dryRun) {
      return dryRun(
        call,
        [],
        async ({ client }) => {
          for await (const { installation } of installations) await client.installations.put(installation());
        },
        connection,
      );
    }
    return withClient(
      call,
      ({ client }) => {
        const items = (async function* (): AsyncGenerator<BulkItem> {
          for await (const { name, installation } of installations) {
            yield { name, work: () => client.installations.put(installation()) };
          }
        })();
        return runBulk(call, items, concurrency, { unit: "installation", done: "seeded", total });
      },
      { connection },
    );
  },
});

interface Seed {
  readonly name: string;
  readonly installation: () => Installation;
}

async function* fromFile(file: string, io: Io): AsyncGenerator<Seed> {
  const origin = originOf(file);
  for await (const { text, number } of numberedLines(openInput(file, io), origin)) {
    yield { name: `line ${number}`, installation: () => readInstallation(text, origin, number) };
  }
}

const languages = ["en", "de", "fr", "pt-BR", "ja"];
const topics = ["news", "sport", "offers", "weather"];

const templateBodies = {
  apns: '{"aps":{"alert":{"title":"$(title)","body":"$(body)"}}}',
  fcmv1: '{"message":{"notification":{"title":"$(title)","body":"$(body)"}}}',
  wns: '<toast><visual><binding template="ToastGeneric"><text>$(title)</text><text>$(body)</text></binding></visual></toast>',
  adm: '{"data":{"title":"$(title)","body":"$(body)"}}',
  xiaomi: '{"title":"$(title)","description":"$(body)"}',
} as const;

const templateHeaders: Partial<Record<keyof typeof templateBodies, Record<string, string>>> = {
  apns: { "apns-push-type": "alert" },
  wns: { "X-WNS-Type": "wns/toast" },
};

function* samples(count: number): Generator<Seed> {
  for (let index = 0; index < count; index++) {
    const installation = sampleInstallation(index);
    yield { name: installation.installationId, installation: () => installation };
  }
}

/** The sample with this index: always the same. */
function sampleInstallation(index: number): Installation {
  const platformList = Object.keys(templateBodies) as (keyof typeof templateBodies)[];
  const platform = platformList[index % platformList.length] ?? "apns";
  const digest = createHash("sha256").update(`sample device ${index}`).digest("hex");
  const language = languages[index % languages.length] ?? "en";
  const chosen = topics.filter((_, position) => ((index >> position) & 1) === 1);
  const headers = templateHeaders[platform];
  return {
    installationId: `sample-${index + 1}`,
    platform,
    pushChannel: handleOf(platform, digest),
    userId: `user-${Math.floor(index / 2) + 1}`,
    tags: [`lang:${language}`, ...chosen],
    pushVariables: { lang: language },
    templates: { message: { body: templateBodies[platform], ...(headers === undefined ? {} : { headers }) } },
  };
}

function handleOf(platform: string, digest: string): string {
  if (platform === "apns") return digest.toUpperCase();
  return platform === "wns" ? `https://db5.notify.windows.com/?token=${digest}` : `${platform}-${digest.slice(0, 40)}`;
}
