import { isHubResponseError, type NotificationHubClient } from "@nh/client";
import { exitCodes } from "../../exit-codes.js";
import type { Connection } from "../../hub/connection.js";
import type { CheckResult } from "./check.js";

/** An id that no service has given out: asking for it tells whether one may ask. */
const unusedId = "nh-doctor-0-0-0";

type Probe = "allowed" | "denied" | "unauthorized" | "no-hub" | "tier";

async function probe(ask: () => Promise<unknown>): Promise<Probe> {
  try {
    await ask();
    return "allowed";
  } catch (error) {
    if (!isHubResponseError(error)) throw error;
    if (error.status === 401) return /claim|right/i.test(error.detail) ? "denied" : "unauthorized";
    if (error.code === "NH_QUOTA") return "tier";
    if (error.status === 403) return "denied";
    if (error.status === 404 && /no service is hosted/i.test(error.detail)) return "no-hub";
    // Any other answer came from behind the check of the rights.
    return "allowed";
  }
}

/** Is the key good, does the hub exist, and what may the key do? Nothing is written to find out. */
export async function checkRights(
  client: NotificationHubClient,
  { endpoint, sharedAccessKeyName: key, hubName }: Connection,
): Promise<readonly CheckResult[]> {
  const probes = {
    Listen: await probe(() => client.registrations.get(unusedId)),
    Send: await probe(() => client.cancelScheduled(unusedId)),
    Manage: await probe(async () => {
      for await (const _ of client.registrations.list()) break;
    }),
  };
  const answers = Object.values(probes);
  if (answers.every((answer) => answer === "unauthorized")) {
    return [
      {
        check: "key",
        state: "broken",
        says: `the service does not accept the key of ${key}`,
        fix: "Copy the connection string again from the portal (Access Policies); the key may have been renewed.",
        exitCode: exitCodes.authorization,
      },
    ];
  }
  const keyCheck: CheckResult = { check: "key", state: "ok", says: `the service accepts the key of ${key}` };
  if (answers.includes("no-hub")) {
    return [
      keyCheck,
      {
        check: "hub",
        state: "broken",
        says: `there is no hub called ${hubName} in ${new URL(endpoint).host}`,
        fix: "Pass --hub or set NH_HUB; the name of the hub is not the name of the namespace.",
        exitCode: exitCodes.notFound,
      },
    ];
  }
  const granted = Object.entries(probes)
    .filter(([, answer]) => answer === "allowed" || answer === "tier")
    .map(([right]) => right);
  const missing = Object.entries(probes)
    .filter(([, answer]) => answer === "denied" || answer === "unauthorized")
    .map(([right]) => right);
  return [
    keyCheck,
    { check: "hub", state: "ok", says: `${hubName} exists` },
    missing.length === 0
      ? { check: "rights", state: "ok", says: granted.join(", ") }
      : {
          check: "rights",
          state: missing.includes("Send") ? "broken" : "warning",
          says: `${granted.length === 0 ? "none" : granted.join(", ")}; not ${missing.join(", ")}`,
          fix: "Use the connection string of a policy with the rights that are missing, such as DefaultFullSharedAccessSignature.",
          exitCode: exitCodes.authorization,
        },
  ];
}
