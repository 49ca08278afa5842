import { randomUUID } from "node:crypto";
import type { Received, Reply } from "./http-double.js";

/** The tokens that a double has issued and still accepts. */
export interface IssuedTokens {
  /** How many were issued. */
  count: number;
  issue(lifetimeSeconds?: number): Reply;
  /** Whether a request bears a token that is accepted. */
  accepts(request: Received): boolean;
  /** Makes every token that was issued so far unacceptable. */
  expire(): void;
}

/** Keeps the tokens of a double. */
export function issuedTokens(): IssuedTokens {
  const valid = new Set<string>();
  return {
    count: 0,
    issue(lifetimeSeconds = 3600) {
      this.count++;
      const token = `token-${randomUUID()}`;
      valid.add(token);
      return { status: 200, body: { access_token: token, token_type: "Bearer", expires_in: lifetimeSeconds } };
    },
    accepts: ({ headers }) => valid.has(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? ""),
    expire: () => valid.clear(),
  };
}
