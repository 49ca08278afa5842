import type { HttpResponse } from "../http/http-client.js";
import { readRetryAfter } from "../http/retry-after.js";
import { field, parseJson, wordField } from "../http/service-text.js";
import { delivered, type PushResult, pushResult } from "../result.js";
import { verdictForStatus } from "../status-verdict.js";
import { admReasons } from "./reasons.js";

/** @param handle The registration ID of the push. A different one in the response replaces it. */
export function judgeAdmResponse({ status, headers, body }: HttpResponse, handle: string, nowMs: number): PushResult {
  const json = parseJson(body);
  const requestId = headers["x-amzn-requestid"];
  const id = typeof requestId === "string" ? requestId.slice(0, 100) : undefined;
  if (status === 200) {
    const current = field(json, "registrationID");
    const isNew = typeof current === "string" && current !== "" && current !== handle;
    return pushResult(delivered, { status, id, newHandle: isNew ? current : undefined });
  }
  const reason = wordField(json, "reason");
  const known = reason !== undefined && Object.hasOwn(admReasons, reason) ? admReasons[reason] : undefined;
  const isFromService = reason !== undefined || headers["retry-after"] !== undefined;
  return pushResult(known ?? verdictForStatus(status, isFromService), {
    status,
    reason: reason ?? `HTTP ${status}`,
    id,
    retryAfterMs: readRetryAfter(headers["retry-after"], headers.date, nowMs),
  });
}
