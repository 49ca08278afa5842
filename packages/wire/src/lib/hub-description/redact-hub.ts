import type { CredentialKind } from "../platform-wire.js";
import { type CredentialRow, credentialTable } from "./credential-table.js";
import type { AuthorizationRule, HubDescription } from "./types.js";

const HIDDEN = "***";

/**
 * Copies a description with `***` for every secret: the keys of its rules, the secret members of
 * its credentials, and all that this version does not know.
 */
export function redactHub(hub: HubDescription): HubDescription {
  const { authorizationRules, credentials, unknownElements } = hub;
  return {
    ...hub,
    ...(authorizationRules && { authorizationRules: authorizationRules.map(redactRule) }),
    ...(credentials && { credentials: Object.fromEntries(Object.entries(credentials).map(redactCredential)) }),
    ...(unknownElements && { unknownElements: unknownElements.map(() => HIDDEN) }),
  };
}

function redactRule(rule: AuthorizationRule): AuthorizationRule {
  const { secondaryKey, unknownElements } = rule;
  return {
    ...rule,
    primaryKey: HIDDEN,
    ...(secondaryKey && { secondaryKey: HIDDEN }),
    ...(unknownElements && { unknownElements: unknownElements.map(() => HIDDEN) }),
  };
}

function redactCredential([kind, credential]: readonly [string, object | undefined]): [string, unknown] {
  if (credential === undefined || !Object.hasOwn(credentialTable, kind)) return [kind, credential && HIDDEN];
  const { properties, secrets }: CredentialRow = credentialTable[kind as CredentialKind];
  const shown = new Set(["environment", "blockedOn", ...Object.values(properties)]);
  for (const secret of secrets) shown.delete(secret);
  const members = Object.entries(credential).map(([member, value]) => [member, shown.has(member) ? value : HIDDEN]);
  return [kind, Object.fromEntries(members)];
}
