import type { HubDescription, RegistrationTtl } from "@nh/client/management";
import { redactHub } from "@nh/wire";
import { ttlText } from "./hub-view.js";

/** One member of a hub that differs. Secrets are masked. */
export interface Change {
  /** Such as `credentials.apns.environment` or `authorizationRules.Backend.rights`. */
  readonly member: string;
  /** Absent for a member that is added. */
  readonly before?: string;
  /** Absent for a member that is removed. */
  readonly after?: string;
}

/** Members that the service writes, so no file can change them. */
const readOnly =
  /^name$|^daily|^authorizationRules\..*\.(?:createdTime|modifiedTime|revision|claimType|claimValue)$|^credentials\.\w+\.(?:blockedOn|thumbprint)$/;

/** What differs between two descriptions of a hub, in the order of the members. */
export function differences(before: HubDescription, after: HubDescription): readonly Change[] {
  const [old, next] = [flatten(before), flatten(after)];
  const [shownOld, shownNext] = [flatten(redactHub(before)), flatten(redactHub(after))];
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((member) => !readOnly.test(member) && old.get(member) !== next.get(member))
    .map((member) => {
      const [left, right] = [shownOld.get(member), shownNext.get(member)];
      return {
        member,
        ...(left === undefined ? {} : { before: left }),
        ...(right === undefined ? {} : { after: right }),
      };
    });
}

/** Lines with `+`, `-` and `~`, for people. */
export function differenceLines(changes: readonly Change[]): string {
  return changes
    .map(({ member, before, after }) => {
      if (before === undefined) return `+ ${member}: ${after}`;
      if (after === undefined) return `- ${member}: ${before}`;
      return `~ ${member}: ${before === after ? "another secret" : `${before} → ${after}`}`;
    })
    .join("\n");
}

function flatten(hub: HubDescription): ReadonlyMap<string, string> {
  const { authorizationRules = [], ...others } = hub;
  const rules = Object.fromEntries(authorizationRules.map(({ name, ...rule }) => [name, rule]));
  return new Map(leaves({ ...others, authorizationRules: rules }, ""));
}

/** A list is one value, in any order, and so is a time to live, in any unit. */
function* leaves(value: unknown, path: string): Iterable<[path: string, value: string]> {
  if (value === undefined) return;
  if (path === "registrationTtl") yield [path, ttlText(value as RegistrationTtl) ?? ""];
  else if (Array.isArray(value)) yield [path, [...value].sort().join(", ")];
  else if (typeof value !== "object" || value === null) yield [path, String(value)];
  else {
    for (const [name, child] of Object.entries(value)) yield* leaves(child, path === "" ? name : `${path}.${name}`);
  }
}
