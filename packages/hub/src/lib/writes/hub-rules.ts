import type { AuthorizationRule, Right } from "@nh/wire";
import type { HubDefinition } from "../state/hub-definition.js";

/** A key has 32 bytes, as those of the service. */
const KEY_BYTES = 32;

/**
 * The rules of a hub that is created without any, in the recorded order. Their keys protect a hub,
 * so they come from the system and not from the `random` option.
 */
export function defaultRules(): readonly AuthorizationRule[] {
  const rule = (name: string, rights: readonly Right[]): AuthorizationRule => ({
    name,
    rights,
    primaryKey: randomKey(),
    secondaryKey: randomKey(),
  });
  return [
    rule("DefaultListenSharedAccessSignature", ["Listen"]),
    rule("DefaultFullSharedAccessSignature", ["Listen", "Manage", "Send"]),
  ];
}

/**
 * Gives each rule its times. As recorded, a rule that an update does not change keeps those that it
 * has.
 */
export function stampRules(
  rules: readonly AuthorizationRule[],
  previous: HubDefinition | undefined,
  nowMs: number,
): readonly AuthorizationRule[] {
  const now = ticksIso(nowMs);
  return rules.map((rule) => {
    const known = previous?.description.authorizationRules?.find(({ name }) => name === rule.name);
    const createdTime = known?.createdTime ?? now;
    const modifiedTime = known !== undefined && isSame(known, rule) ? known.modifiedTime : now;
    return { ...rule, createdTime, modifiedTime };
  });
}

function isSame(left: AuthorizationRule, right: AuthorizationRule): boolean {
  return (
    left.primaryKey === right.primaryKey &&
    left.secondaryKey === right.secondaryKey &&
    [...left.rights].sort().join() === [...right.rights].sort().join()
  );
}

/** With seven fraction digits, as .NET writes a time. */
function ticksIso(atMs: number): string {
  return new Date(atMs).toISOString().replace("Z", "0000Z");
}

function randomKey(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(KEY_BYTES))));
}
