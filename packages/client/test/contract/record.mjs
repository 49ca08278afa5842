// Runs the steps of the contract test against one hub, and keeps what can be compared: for each
// step how it ended, and the form of its last response.
import { NotificationHubClient } from "@nh/client";
import { cleanUp, steps } from "./operations.mjs";

/** Says something about a response, whatever its values are. */
const comparedHeaders = ["content-type", "etag", "location", "trackingid", "x-ms-correlation-request-id"];

/**
 * @typedef {object} StepRecord
 * @property {string} title
 * @property {string} code `ok`, or the code of the error
 * @property {boolean} [standardTier]
 * @property {number | string} [status]
 * @property {string} [headers]
 * @property {string} [body]
 */

/**
 * @param {string} connectionString
 * @param {string} hubName
 * @param {typeof fetch} fetch
 * @returns {Promise<StepRecord[]>} one record for each step, and one more if something could not be
 *   deleted
 */
export async function record(connectionString, hubName, fetch) {
  let last;
  const recording = async (url, init) => {
    const response = await fetch(url, init);
    const text = await response.text();
    last = { status: response.status, headers: response.headers, text };
    return { status: response.status, headers: response.headers, text: async () => text };
  };
  const client = new NotificationHubClient(connectionString, hubName, {
    fetch: recording,
    retry: { maxRetries: 1 },
    timeoutMs: 20_000,
    totalTimeoutMs: 40_000,
  });
  const names = namesOfThisRun();
  const records = [];
  try {
    for (const { title, run, statusOnly = false, standardTier = false } of steps) {
      last = undefined;
      const code = await run(client, names).then(
        () => "ok",
        (error) => error?.code ?? "not an error of nh",
      );
      records.push({ title, standardTier, code, ...describe(last, statusOnly) });
    }
  } finally {
    const failures = await cleanUp(client, names);
    await client.close();
    if (failures.length > 0) records.push({ title: "cleans up", code: failures[0]?.code ?? "failed" });
  }
  return records;
}

/** The names of a run cannot be those of anybody's device. */
function namesOfThisRun() {
  const random = crypto.randomUUID().replaceAll("-", "");
  return { id: `nh-contract-${random}`, tag: `nh-contract-${random}`, handle: random + random };
}

function describe(response, statusOnly) {
  if (response === undefined) return { status: "no response" };
  const headers = comparedHeaders.filter((name) => response.headers.get(name)).join(", ");
  return { status: response.status, ...(statusOnly ? {} : { headers, body: formOf(response.text) }) };
}

/** The names of the members or elements of a document, without any value. */
export function formOf(text) {
  if (text === "") return "empty";
  try {
    return `JSON: ${[...new Set(memberNames(JSON.parse(text)))].sort().join(" ")}`;
  } catch {
    const names = Array.from(text.matchAll(/<([A-Za-z][\w:]*)/g), ([, name]) => name);
    return names.length > 0 ? `XML: ${[...new Set(names)].sort().join(" ")}` : "text";
  }
}

function memberNames(value) {
  if (Array.isArray(value)) return value.flatMap(memberNames);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...memberNames(member)]);
}
