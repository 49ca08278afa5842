import type { AuthorizationRule, Right } from "@nh/wire";
import { fromBase64 } from "./base64.js";
import { invalid, need } from "./need.js";

const MAX_NAME_LENGTH = 256;
const KEY_BYTES = 32;
const allRights: readonly Right[] = ["Listen", "Manage", "Send"];

/**
 * Checks the authorization rules of a hub, and completes the rights of those that hold Manage: the
 * service demands that Send and Listen are listed with it.
 *
 * @param storedKeys Keys that the service already holds, and so accepts, whatever their length.
 * @throws {ArgumentError} naming the rule and the member that is wrong.
 */
export function checkRules(
  rules: readonly AuthorizationRule[],
  storedKeys: ReadonlySet<string | undefined>,
): readonly AuthorizationRule[] {
  need(Array.isArray(rules), "authorizationRules", "a list");
  const names = new Set<string>();
  return rules.map((rule, index) => {
    const path = `authorizationRules[${index}]`;
    need(typeof rule === "object" && rule !== null, path, "an object");
    const { name, rights, primaryKey, secondaryKey } = rule;
    const isName = typeof name === "string" && name !== "" && name.length <= MAX_NAME_LENGTH;
    need(isName, `${path}.name`, `a string of 1 to ${MAX_NAME_LENGTH} characters`);
    need(!names.has(name), `${path}.name`, `unique, but ${JSON.stringify(name)} appears twice`);
    names.add(name);
    checkKey(primaryKey, `${path}.primaryKey`, storedKeys);
    if (secondaryKey !== undefined) checkKey(secondaryKey, `${path}.secondaryKey`, storedKeys);
    return { ...rule, rights: completeRights(rights, `${path}.rights`) };
  });
}

function completeRights(rights: readonly Right[], path: string): readonly Right[] {
  const areRights = Array.isArray(rights) && rights.length > 0 && rights.every((right) => allRights.includes(right));
  need(areRights, path, `a list of one or more of ${allRights.join(", ")}`);
  need(new Set(rights).size === rights.length, path, "unique: each right appears once");
  return rights.includes("Manage") ? allRights : rights;
}

function checkKey(key: unknown, argument: string, storedKeys: ReadonlySet<unknown>): void {
  if (typeof key === "string" && (storedKeys.has(key) || fromBase64(key)?.length === KEY_BYTES)) return;
  const problem = key === undefined ? "is missing" : `must be the base64 of ${KEY_BYTES} bytes`;
  throw invalid(argument, `${problem}. generateKey() makes a new key.`);
}
