import type { NativePlatform } from "@nh/payloads";
import { normalizeTag, type Operation } from "@nh/wire";
import type { FaultMatch } from "./fault-rule.js";

/** What is known of a request before it is carried out. */
export interface RequestFacts {
  readonly operation: Operation | undefined;
  readonly hub: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly platform: string | undefined;
  readonly handle: string | undefined;
  readonly tags: string | undefined;
  readonly installationId: string | undefined;
}

/** What is known of a push. */
export interface PushFacts {
  readonly hub: string;
  readonly platform: NativePlatform;
  readonly handle: string;
  readonly tags: readonly string[];
  readonly installationId: string | null;
}

export function matchesRequest(match: FaultMatch, request: RequestFacts): boolean {
  return (
    namesOperation(match.operation, request.operation) &&
    matches(match.hub, request.hub) &&
    matches(match.method, request.method) &&
    (match.path === undefined || request.path.toLowerCase().startsWith(match.path.toLowerCase())) &&
    matches(match.platform, request.platform) &&
    matches(match.handle, request.handle) &&
    matches(match.installationId, request.installationId) &&
    (match.tag === undefined || namesTag(request.tags, match.tag))
  );
}

export function matchesPush(match: FaultMatch, push: PushFacts): boolean {
  const { tag } = match;
  return (
    matches(match.hub, push.hub) &&
    matches(match.platform, push.platform) &&
    matches(match.handle, push.handle) &&
    matches(match.installationId, push.installationId ?? undefined) &&
    (tag === undefined || push.tags.some((candidate) => normalizeTag(candidate) === normalizeTag(tag)))
  );
}

function namesOperation(wanted: FaultMatch["operation"], actual: Operation | undefined): boolean {
  return wanted === undefined || (actual !== undefined && [wanted].flat().includes(actual));
}

function matches(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
}

function namesTag(expression: string | undefined, tag: string): boolean {
  return (expression ?? "")
    .toLowerCase()
    .split(/[\s&|!()]+/)
    .includes(normalizeTag(tag));
}
