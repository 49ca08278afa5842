import type { Right } from "@nh/wire";
import { checkOptions, type OptionRule, type OptionRules } from "../check-options.js";
import type { Policy } from "../options.js";

const allRights: readonly unknown[] = ["Listen", "Send", "Manage"] satisfies Right[];

/** What ends a part of a connection string, which holds names and keys. */
export const policyPartRule: OptionRule = {
  accepts: (value) => typeof value === "string" && value !== "" && !/[;\s]/.test(value),
  form: "a string without spaces and semicolons",
};

const policyRules: OptionRules<Policy> = {
  keyName: { ...policyPartRule, required: true },
  rights: {
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((right) => allRights.includes(right)),
    form: `a list of one or more of ${allRights.join(", ")}`,
    required: true,
  },
  primaryKey: { ...policyPartRule, required: true },
  secondaryKey: policyPartRule,
};

/**
 * Copies a policy, with every right that its rights imply.
 *
 * @param place Where the policy is, such as `policies[0]`.
 * @throws {ArgumentError} when it is wrong. The message never shows a key.
 */
export function readPolicy(policy: Policy, place: string): Policy {
  checkOptions(policy, policyRules, {
    argument: place,
    whole: place,
    part: "property",
    parts: "properties",
    prefix: `${place}.`,
  });
  const { keyName, rights, primaryKey, secondaryKey } = policy;
  // Manage implies the other two, as in the service's default policy, which lists all three.
  const granted = rights.includes("Manage") ? (["Listen", "Send", "Manage"] as const) : rights;
  return Object.freeze({
    keyName,
    rights: Object.freeze([...granted]),
    primaryKey,
    ...(secondaryKey === undefined ? {} : { secondaryKey }),
  });
}
