import { type AuthorizationRule, generateKey, type HubDescription, type HubSettings } from "@nh/client/management";
import type { FileRule, HubFile } from "./hub-file.js";

/**
 * Gives keys to the rules of a file that have none: those of the hub's rule with the same name, or
 * new ones.
 */
export function completeKeys(
  { authorizationRules, ...others }: HubFile,
  current: Pick<HubDescription, "authorizationRules"> = {},
): HubSettings {
  if (authorizationRules === undefined) return others;
  // checkHub refuses anything that is not a list of rules.
  const rules = Array.isArray(authorizationRules)
    ? authorizationRules.map((rule) => completeRule(rule, current))
    : authorizationRules;
  return { ...others, authorizationRules: rules as readonly AuthorizationRule[] };
}

function completeRule(rule: FileRule | null, current: Pick<HubDescription, "authorizationRules">): FileRule | null {
  if (typeof rule !== "object" || rule === null || rule.primaryKey !== undefined) return rule;
  const stored = current.authorizationRules?.find(({ name }) => name === rule.name);
  return {
    ...rule,
    primaryKey: stored?.primaryKey ?? generateKey(),
    secondaryKey: rule.secondaryKey ?? stored?.secondaryKey ?? generateKey(),
  };
}
