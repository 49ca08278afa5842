import type { NativePlatform } from "@nh/payloads";
import { ExchangeFailure } from "../http/exchange-failure.js";
import type { HttpClient, HttpResponse } from "../http/http-client.js";
import type { Target } from "../http/origin.js";
import { readRetryAfter } from "../http/retry-after.js";
import { field, parseJson, serviceText, textField } from "../http/service-text.js";
import type { Wait } from "../http/wait.js";
import { within } from "../http/within.js";
import { credentialRefused, type PushResult, pushResult, throttled, unavailable, type Verdict } from "../result.js";

/** An access token, or the refusal of the server. */
export type TokenOutcome = { readonly token: string } | { readonly refusal: PushResult };

/** How to get a token. */
export interface TokenRequest {
  readonly platform: NativePlatform;
  readonly http: HttpClient;
  readonly target: Target;
  readonly now: () => number;
  /** Creates the form for one request. */
  form(): Readonly<Record<string, string>>;
  /** Strings to mask when the server quotes the request. */
  readonly secrets: readonly string[];
  /** What to do about an error of this server, such as `invalid_grant`. */
  hint(reason: string): string;
}

/** How long before its expiration a token is renewed. Milliseconds. */
const RENEW_EARLY_MS = 300_000;
/** The lifetime of a token when the response has none (optional in RFC 6749, 5.1). Seconds. */
const DEFAULT_LIFETIME_SECONDS = 3600;
/** The timeout of a token request, which many pushes share. Milliseconds. */
const TOKEN_TIMEOUT_MS = 30_000;

/**
 * The access token of one credential (OAuth 2.0). Caches the token and renews it early, while
 * pushes use the old one. Pushes share one request, and a canceled push does not cancel it.
 */
export class AccessToken {
  readonly #request: TokenRequest;
  #token: string | undefined;
  #expiresAt = 0;
  #renewAt = 0;
  #underWay: Promise<TokenOutcome> | undefined;

  constructor(request: TokenRequest) {
    this.#request = request;
  }

  /**
   * @throws {ExchangeFailure} with `processed: "never"` when the server that issues tokens did not
   * respond.
   * @throws The reason of the signal.
   */
  get(wait: Wait): Promise<TokenOutcome> | TokenOutcome {
    const now = this.#request.now();
    const token = this.#token;
    if (token === undefined || now >= this.#expiresAt)
      return within(this.#renew(), wait, "token", "No access token came");
    // The old token is still valid, so no push waits or fails. A push that needs the new token
    // retries.
    if (now >= this.#renewAt) this.#renew().catch(() => undefined);
    return { token };
  }

  /** Drops a token that the push service did not accept, unless there is a newer one. */
  forget(token: string): void {
    if (this.#token === token) this.#token = undefined;
  }

  #renew(): Promise<TokenOutcome> {
    this.#underWay ??= this.#fetch().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #fetch(): Promise<TokenOutcome> {
    const { http, target, now, secrets } = this.#request;
    const form = this.#request.form();
    const body = new URLSearchParams(form).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": body.length };
    const response = await http
      .post({ target, headers, body }, { timeoutMs: TOKEN_TIMEOUT_MS, signal: undefined })
      .catch((error: unknown) => {
        throw tokenFailure(error);
      });
    const json = parseJson(response.body);
    const token = field(json, "access_token");
    if (response.status !== 200 || typeof token !== "string" || !/^[!-~]+$/.test(token)) {
      return { refusal: this.#refusal(response, json, [...secrets, form.assertion ?? ""]) };
    }
    const seconds = Number(field(json, "expires_in"));
    const lifetimeMs = (seconds > 0 ? seconds : DEFAULT_LIFETIME_SECONDS) * 1000;
    this.#token = token;
    this.#expiresAt = now() + lifetimeMs;
    this.#renewAt = this.#expiresAt - Math.min(RENEW_EARLY_MS, lifetimeMs / 2);
    return { token };
  }

  #refusal({ status, headers, body }: HttpResponse, json: unknown, secrets: readonly string[]): PushResult {
    const reason = textField(json, "error", secrets) ?? (status === 200 ? "no access_token" : `HTTP ${status}`);
    const description = textField(json, "error_description", secrets) ?? serviceText(body, secrets);
    return pushResult(this.#verdict(status, reason), {
      status,
      step: "token",
      reason,
      retryAfterMs: readRetryAfter(headers["retry-after"], headers.date, this.#request.now()),
      details: description === "" ? {} : { description },
    });
  }

  #verdict(status: number, reason: string): Verdict {
    if (status === 429) return throttled("Too many requests for a token. Push again later.");
    if (status >= 500)
      return unavailable("The server that issues tokens failed. Nothing was pushed. Push again later.");
    return credentialRefused(this.#request.hint(reason));
  }
}

/** A failed token request never means that a push was sent. */
function tokenFailure(error: unknown): unknown {
  if (!(error instanceof ExchangeFailure)) return error;
  const { reason, cause } = error.details;
  return new ExchangeFailure({
    step: "token",
    processed: "never",
    reason: `No access token: ${reason}`,
    hint: "Nothing was pushed. Check the network, and whether a firewall blocks the server that issues tokens.",
    cause,
  });
}
