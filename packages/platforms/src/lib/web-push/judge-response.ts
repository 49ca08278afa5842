import type { HttpResponse } from "../http/http-client.js";
import { readRetryAfter } from "../http/retry-after.js";
import { field, parseJson, serviceText, textField, wordField } from "../http/service-text.js";
import { type PushResult, pushResult, type Verdict } from "../result.js";
import { verdictForStatus } from "../status-verdict.js";
import { judgeWnsResponse } from "../wns/judge-response.js";
import type { PushHost } from "./push-hosts.js";
import { appleReasons, googleWords, mozillaErrors, webPushStatuses } from "./reasons.js";

/** The refusal of a push service, with its meaning if it is known. */
interface Refusal {
  readonly reason?: string | undefined;
  readonly verdict?: Verdict | undefined;
  readonly description?: string | undefined;
}

/** @param secrets Strings to mask when the server quotes the request. */
export function judgeWebPushResponse(
  response: HttpResponse,
  host: PushHost,
  nowMs: number,
  secrets: readonly string[],
): PushResult {
  const { status, headers } = response;
  const isAccepted = status >= 200 && status < 300;
  // Windows responds with the same headers as for its own apps.
  const windows = host === "windows" ? judgeWnsResponse(response, nowMs) : undefined;
  if (windows !== undefined && (isAccepted || status === 406)) return windows;
  const said = isAccepted ? {} : readRefusal(response, host, secrets);
  const isFromService = said.reason !== undefined || headers["retry-after"] !== undefined;
  const verdict = said.verdict ?? webPushStatuses[status] ?? verdictForStatus(status, isFromService);
  return pushResult(verdict, {
    status,
    reason: isAccepted ? undefined : (said.reason ?? `HTTP ${status}`),
    id: headers.location === undefined ? undefined : serviceText(headers.location, secrets),
    retryAfterMs: readRetryAfter(headers["retry-after"], headers.date, nowMs),
    details: {
      ...windows?.details,
      ...(said.description ? { description: said.description } : {}),
    },
  });
}

function readRefusal({ body }: HttpResponse, host: PushHost, secrets: readonly string[]): Refusal {
  const json = parseJson(body);
  switch (host) {
    case "apple": {
      const reason = wordField(json, "reason");
      return { reason, verdict: known(appleReasons, reason) };
    }
    case "mozilla": {
      const errno = field(json, "errno");
      const description = textField(json, "message", secrets);
      if (typeof errno !== "number") return { description };
      return { reason: `errno ${errno}`, verdict: known(mozillaErrors, errno), description };
    }
    case "google": {
      const description = serviceText(body.replace(/<[^>]*>/g, " "), secrets);
      return { description, verdict: googleWords.find(([words]) => words.test(description))?.[1] };
    }
    case "windows":
      return {};
    case "other":
      return { description: serviceText(body.replace(/<[^>]*>/g, " "), secrets) };
  }
}

function known(
  table: Readonly<Record<string | number, Verdict>>,
  key: string | number | undefined,
): Verdict | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
