import type { Right } from "@nh/wire";
import { isObject, refuseUnknown, type Wording } from "../check-options.js";
import type { Policy } from "../options.js";

const allRights: readonly Right[] = ["Listen", "Send", "Manage"];
const policyNames = ["keyName", "rights", "primaryKey", "secondaryKey"];
const policyWording: Wording = { whole: "A policy", part: "policy property", parts: "policy properties" };

/**
 * Copies a policy, with every right that its rights imply.
 *
 * @throws {TypeError} when it is wrong. The message never shows a key.
 */
export function readPolicy(policy: Policy): Policy {
  if (!isObject(policy)) throw new TypeError("A policy must be an object.");
  refuseUnknown(Object.keys(policy), policyNames, policyWording);
  const { keyName, rights, primaryKey, secondaryKey } = policy;
  if (typeof keyName !== "string" || keyName === "" || /[;\s]/.test(keyName)) {
    throw new TypeError("The keyName of a policy must be a string without spaces and semicolons.");
  }
  if (!Array.isArray(rights) || rights.length === 0 || !rights.every((right) => allRights.includes(right))) {
    throw new TypeError(`The rights of policy ${keyName} must be a list of one or more of ${allRights.join(", ")}.`);
  }
  for (const key of secondaryKey === undefined ? [primaryKey] : [primaryKey, secondaryKey]) {
    if (typeof key !== "string" || key === "" || /[;\s]/.test(key)) {
      throw new TypeError(`The keys of policy ${keyName} must be strings without spaces and semicolons.`);
    }
  }
  // Manage implies the other two, as in the service's default policy, which lists all three.
  const granted = rights.includes("Manage") ? allRights : rights;
  return Object.freeze({
    keyName,
    rights: Object.freeze([...granted]),
    primaryKey,
    ...(secondaryKey === undefined ? {} : { secondaryKey }),
  });
}
