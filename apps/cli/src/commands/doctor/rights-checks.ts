import { isHubResponseError } from "@nh/client";
import { exitCodes } from "../../exit-codes.js";
import { missingHubHint } from "../../hub/missing-hub.js";
import type { ClientSession } from "../../hub/with-client.js";
import { describeError, isMissingHub } from "../../output/describe-error.js";
import type { AnyCall } from "../../program/command.js";
import type { CheckResult } from "./check.js";
import { readForeignResponse } from "./foreign-response.js";

/** An id that the service never issues: a request for it shows whether the key has the right. */
const unusedId = "nh-doctor-0-0-0";

/** The service responds so whatever the rights of the key. */
const inconclusive: ReadonlySet<string> = new Set(["NH_SERVER_ERROR", "NH_THROTTLED"]);

type Probe = "allowed" | "denied" | "unauthorized" | "no-hub" | "tier";

/**
 * @throws {HubResponseError} when something other than the service responds, or the service is
 * busy or fails; any other failure as it is.
 */
async function probe(ask: () => Promise<unknown>): Promise<Probe> {
  try {
    await ask();
    return "allowed";
  } catch (error) {
    // A response of somebody else says nothing about the key, nor does one of a service that fails.
    if (!isHubResponseError(error) || readForeignResponse(error) !== undefined || inconclusive.has(error.code))
      throw error;
    if (error.status === 401) return /claim|right/i.test(error.detail) ? "denied" : "unauthorized";
    if (error.code === "NH_QUOTA") return "tier";
    if (error.status === 403) return "denied";
    if (isMissingHub(describeError(error))) return "no-hub";
    // The service checks the rights first, so any other response means that the key has the right.
    return "allowed";
  }
}

/** Checks the key, the hub and the rights of the key, without writing anything. */
export async function checkRights(
  call: AnyCall,
  { client, connection }: ClientSession,
): Promise<readonly CheckResult[]> {
  const { endpoint, isLocal, sharedAccessKeyName: key, hubName } = connection;
  // Asked first, since the requests below create the hub where a local hub takes any name.
  const heldInstead = await missingHubHint(call, connection);
  const probes = {
    Listen: await probe(() => client.registrations.get(unusedId)),
    Send: await probe(() => client.cancelScheduled(unusedId)),
    Manage: await probe(async () => {
      for await (const _ of client.registrations.list()) break;
    }),
  };
  const results = Object.values(probes);
  if (results.every((result) => result === "unauthorized")) {
    return [
      {
        check: "key",
        state: "broken",
        says: `the service does not accept the key of ${key}`,
        fix: isLocal
          ? "Copy the connection string that nh hub start printed."
          : "Copy the connection string again from the Azure portal (Access Policies); the key may have been regenerated.",
        exitCode: exitCodes.authorization,
      },
    ];
  }
  const keyCheck: CheckResult = { check: "key", state: "ok", says: `the service accepts the key of ${key}` };
  if (results.includes("no-hub")) {
    return [
      keyCheck,
      {
        check: "hub",
        state: "broken",
        says: `the hub ${hubName} does not exist in ${new URL(endpoint).host}`,
        fix: heldInstead ?? "Pass --hub or set NH_HUB. The name of the hub is not the name of the namespace.",
        exitCode: exitCodes.notFound,
      },
    ];
  }
  const granted = Object.entries(probes)
    .filter(([, result]) => result === "allowed" || result === "tier")
    .map(([right]) => right);
  const missing = Object.entries(probes)
    .filter(([, result]) => result === "denied" || result === "unauthorized")
    .map(([right]) => right);
  return [
    keyCheck,
    heldInstead === undefined
      ? { check: "hub", state: "ok", says: `${hubName} exists` }
      : {
          check: "hub",
          state: "warning",
          says: `${hubName} did not exist before this check; a local hub creates a hub when its name is first used`,
          fix: heldInstead,
        },
    missing.length === 0
      ? { check: "rights", state: "ok", says: granted.join(", ") }
      : {
          check: "rights",
          state: missing.includes("Send") ? "broken" : "warning",
          says: `${granted.length === 0 ? "none" : granted.join(", ")}; not ${missing.join(", ")}`,
          fix: "Use the connection string of a policy that has the missing rights, such as DefaultFullSharedAccessSignature.",
          exitCode: exitCodes.authorization,
        },
  ];
}
