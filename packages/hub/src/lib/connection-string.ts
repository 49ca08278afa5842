import { formatConnectionString } from "@nh/auth";
import type { Policy } from "./options.js";

/**
 * A connection string for one of the policies: the named one, or the first that has all rights, or the first.
 * A plain http endpoint gets `UseDevelopmentEmulator=true`; any other has exactly three parts, which Azure's Java client
 * and its REST samples need.
 *
 * @throws {TypeError} when there is no policy of that name.
 */
export function formatHubConnectionString(policies: readonly Policy[], endpoint: string, keyName?: string): string {
  const policy =
    keyName === undefined
      ? (policies.find(({ rights }) => rights.length === 3) ?? policies[0])
      : policies.find((candidate) => candidate.keyName === keyName);
  if (policy === undefined) throw new TypeError(`There is no policy ${JSON.stringify(keyName)}.`);
  return formatConnectionString({
    endpoint,
    sharedAccessKeyName: policy.keyName,
    sharedAccessKey: policy.primaryKey,
  });
}
