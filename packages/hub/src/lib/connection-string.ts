import { formatConnectionString, isConnectionStringError } from "@nh/auth";
import { ArgumentError } from "./argument-error.js";
import { demandString } from "./check-options.js";
import type { Policy } from "./options.js";

/**
 * A connection string for one of the policies: the named one, else the first that has all rights,
 * else the first. A plain http endpoint gets `UseDevelopmentEmulator=true`. Any other has exactly
 * three parts, as Azure's Java client and its REST samples require.
 *
 * @throws {ArgumentError} when no policy has this name, or the endpoint is not an address.
 */
export function formatHubConnectionString(policies: readonly Policy[], endpoint: string, keyName?: string): string {
  if (keyName !== undefined) demandString("keyName", keyName);
  const policy =
    keyName === undefined
      ? (policies.find(({ rights }) => rights.length === 3) ?? policies[0])
      : policies.find((candidate) => candidate.keyName === keyName);
  if (policy === undefined)
    throw new ArgumentError(
      "keyName",
      `No policy is named ${JSON.stringify(keyName)}. Known policies: ${policies.map((known) => known.keyName).join(", ")}.`,
    );
  if (typeof endpoint !== "string" || !URL.canParse(endpoint))
    throw new ArgumentError("endpoint", "endpoint must be an address such as http://localhost:7447/.");
  try {
    return formatConnectionString({
      endpoint,
      sharedAccessKeyName: policy.keyName,
      sharedAccessKey: policy.primaryKey,
    });
  } catch (cause) {
    if (isConnectionStringError(cause)) throw new ArgumentError("endpoint", cause.message, { cause });
    throw cause;
  }
}
