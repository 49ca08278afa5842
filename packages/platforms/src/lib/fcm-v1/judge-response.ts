import type { HttpResponse } from "../http/http-client.js";
import { readRetryAfter } from "../http/retry-after.js";
import { field, parseJson, textField, wordField } from "../http/service-text.js";
import { delivered, type PushResult, pushResult, type Said, type Verdict } from "../result.js";
import { verdictForStatus } from "../status-verdict.js";
import { fcmErrors, invalidArgument, overDeviceQuota, QUOTA_DELAY_MS } from "./errors.js";

interface Judgment {
  readonly verdict: Verdict;
  readonly said: Said;
}

/**
 * @param validateOnly Whether FCM only checked the push, so nothing was pushed.
 * @param secrets Strings to mask when the server quotes the request.
 */
export function judgeFcmResponse(
  response: HttpResponse,
  validateOnly: boolean,
  nowMs: number,
  secrets: readonly string[],
): PushResult {
  const { verdict, said } = judge(response, nowMs, secrets);
  return pushResult(validateOnly ? { ...verdict, mayHaveBeenPushed: false } : verdict, said);
}

function judge({ status, headers, body }: HttpResponse, nowMs: number, secrets: readonly string[]): Judgment {
  const json = parseJson(body);
  if (status === 200) return { verdict: delivered, said: { status, id: textField(json, "name") } };
  const error = field(json, "error");
  const { errorCode, fieldPath, description, isDeviceQuota } = readDetails(field(error, "details"), secrets);
  const reason = errorCode ?? wordField(error, "status");
  const message = description ?? textField(error, "message", secrets);
  const known = reason !== undefined && Object.hasOwn(fcmErrors, reason) ? fcmErrors[reason] : undefined;
  const isOverDeviceQuota = known?.state === "throttled" && isDeviceQuota;
  const verdict =
    reason === "INVALID_ARGUMENT"
      ? invalidArgument(fieldPath)
      : ((isOverDeviceQuota ? overDeviceQuota : known) ??
        verdictForStatus(status, reason !== undefined || headers["retry-after"] !== undefined));
  const said: Said = {
    status,
    reason: reason ?? `HTTP ${status}`,
    retryAfterMs:
      readRetryAfter(headers["retry-after"], headers.date, nowMs) ??
      (verdict.state === "throttled" ? QUOTA_DELAY_MS : undefined),
    details: {
      ...(fieldPath === undefined ? {} : { field: fieldPath }),
      ...(message === undefined ? {} : { description: message }),
    },
  };
  return { verdict, said };
}

interface Details {
  readonly errorCode: string | undefined;
  /** The first field at fault, such as `message.data[0].value`. */
  readonly fieldPath: string | undefined;
  readonly description: string | undefined;
  /** Whether the quota that is used up is that of one device. */
  readonly isDeviceQuota: boolean;
}

function readDetails(details: unknown, secrets: readonly string[]): Details {
  const list: readonly unknown[] = Array.isArray(details) ? details : [];
  const violationsIn = (name: string) =>
    list.flatMap((one) => {
      const found = field(one, name);
      return Array.isArray(found) ? (found as readonly unknown[]) : [];
    });
  const violations = violationsIn("fieldViolations");
  return {
    errorCode: list.map((one) => wordField(one, "errorCode")).find((code) => code !== undefined),
    fieldPath: violations.map((one) => textField(one, "field", secrets)).find((path) => path !== undefined),
    description: violations.map((one) => textField(one, "description", secrets)).find((text) => text !== undefined),
    isDeviceQuota: violationsIn("violations").some(concernsDevice),
  };
}

/**
 * Whether a violation of `google.rpc.QuotaFailure` concerns one device. A subject such as
 * `project:my-device-app` names the sender, whose own name may have any word.
 */
function concernsDevice(violation: unknown): boolean {
  const subject = textField(violation, "subject") ?? "";
  const named = subject.startsWith("project:") ? "" : subject;
  return /\bdevice\b/i.test(`${named} ${textField(violation, "description") ?? ""}`);
}
