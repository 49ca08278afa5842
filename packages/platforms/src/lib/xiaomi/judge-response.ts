import type { HttpResponse } from "../http/http-client.js";
import { readRetryAfter } from "../http/retry-after.js";
import { field, parseJson, textField } from "../http/service-text.js";
import { delivered, type PushResult, pushResult, refused, type Verdict } from "../result.js";
import { verdictForStatus } from "../status-verdict.js";
import { xiaomiCodes } from "./codes.js";

/**
 * Judges a response of Xiaomi by the code in the body, because the status is 200 even when Xiaomi
 * refuses. A success that lists the handle as a bad one is a refusal, too.
 *
 * @param secrets Strings to mask when the server quotes the request.
 */
export function judgeXiaomiResponse(
  { status, headers, body }: HttpResponse,
  handle: string,
  nowMs: number,
  secrets: readonly string[],
): PushResult {
  const json = parseJson(body);
  const code = field(json, "code");
  const data = field(json, "data");
  const description = textField(json, "description", secrets);
  const reason = textField(json, "reason", secrets);
  const isBadHandle = String(field(data, "bad_regids") ?? "")
    .split(",")
    .includes(handle);
  const verdict = isBadHandle
    ? (xiaomiCodes[20301] as Verdict)
    : typeof code === "number"
      ? verdictForCode(code)
      : verdictForStatus(status === 200 ? 502 : status, false);
  return pushResult(verdict, {
    status,
    reason:
      verdict === delivered ? undefined : isBadHandle ? "bad_regids" : (reason ?? description ?? `HTTP ${status}`),
    id: textField(data, "id"),
    retryAfterMs: readRetryAfter(headers["retry-after"], headers.date, nowMs),
    details: {
      ...(typeof code === "number" && code !== 0 ? { code: String(code) } : {}),
      ...(description !== undefined && verdict !== delivered ? { description } : {}),
    },
  });
}

function verdictForCode(code: number): Verdict {
  if (code === 0) return delivered;
  return xiaomiCodes[code] ?? refused("payload", "Xiaomi does not accept the push. details has its description.");
}
