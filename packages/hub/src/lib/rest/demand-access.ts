import type { SasRejection } from "@nh/auth/verify";
import type { Operation } from "@nh/wire";
import type { AccessVerdict } from "../http/policy-set.js";
import { Refusal } from "../http/refusal.js";

/**
 * The sentences of a 401. The one on signatures is recorded. The others follow its form, with the
 * sub-codes that the .NET client lists. Clients renew a token when the sentence says
 * `ExpiredToken`.
 */
const sentences: Readonly<Record<SasRejection | "foreign", string>> = {
  missing: "MissingToken: The authorization header was not found.",
  malformed: "MalformedToken: The token is malformed.",
  // Users quote it when they send a key or a connection string instead of a token.
  foreign: "MalformedToken: The credentials contained in the authorization header are not in the WRAP format.",
  "unknown-key": "InvalidSignature: The token has an invalid signature.",
  signature: "InvalidSignature: The token has an invalid signature.",
  expired: "ExpiredToken: The token is expired.",
  audience: "InvalidAudience: The token is not valid for this address.",
};

/** The operations that manage hubs. Only the namespace's own policies allow them. */
const management: ReadonlySet<Operation> = new Set(["putHub", "getHub", "deleteHub", "listHubs", "listHubNames"]);

export function managesHubs(operation: Operation): boolean {
  return management.has(operation);
}

/**
 * Refuses a request whose token does not allow it.
 *
 * @throws {Refusal} 401 for a wrong token, 403 for a missing right.
 */
export function demandAccess(verdict: AccessVerdict, operation: Operation): void {
  if (verdict === "allowed") return;
  const unsigned = verdict === "signature" || verdict === "unknown-key";
  // Recorded: reading a hub with a wrong signature gets this sentence, writing one gets the other.
  if (managesHubs(operation) && (verdict === "forbidden" || (unsigned && readsHubs(operation))))
    throw new Refusal(401, "Manage claim is required for this operation.");
  // Recorded: a missing right gets a response without a body, a wrong token gets one with a body.
  throw verdict === "forbidden" ? new Refusal(403, undefined) : new Refusal(401, sentences[verdict]);
}

function readsHubs(operation: Operation): boolean {
  return operation !== "putHub" && operation !== "deleteHub";
}
