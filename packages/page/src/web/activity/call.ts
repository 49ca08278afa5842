import { isPlatform, type Platform } from "@nh/payloads";
import { perObject } from "../hub/per-object.js";
import { sameItems } from "../hub/same-items.js";
import type { HubRequest, SendFacts } from "../hub/types.js";
import { decode } from "../shell/route.js";
import { type Program, programOf } from "./program.js";

/**
 * What a program wanted once, with all the requests that it took: a request that is retried is one
 * call.
 */
export interface Call {
  /** The id of its first attempt, which stays when more come. */
  readonly id: string;
  /** Oldest first, never empty. */
  readonly attempts: readonly HubRequest[];
  readonly last: HubRequest;
  readonly program: Program;
  readonly hub: string;
  /** Whether it is a send, also a direct or scheduled one. */
  readonly isSend: boolean;
  /** Of a send; `template` when the format header is absent. */
  readonly platform: Platform | undefined;
  /** The tag expression of a send; undefined for everybody and for direct sends. */
  readonly audience: string | undefined;
  /** What it is, such as `apple → sports` or `PUT installation lena-iphone`. */
  readonly title: string;
  readonly facts: SendFacts | undefined;
}

/**
 * How soon an equal request after a failure counts as its retry, in milliseconds; clients wait a
 * minute at most.
 */
const RETRY_WITHIN_MS = 120_000;

/** Responses after which a client tries again: throttled, timed out, or failed. */
const retried = new Set([0, 408, 429, 500, 502, 503, 504]);

/**
 * Whether a client tries again by itself: also after a 401 for a token that had expired, and after
 * a 403 that says when to come back. Any other one is final, and an equal request that follows is
 * somebody's next try.
 */
function isRetried({ status, responseBody, responseHeaders }: HubRequest): boolean {
  if (status === 401) return responseBody.includes("ExpiredToken");
  if (status === 403) return responseHeaders["retry-after"] !== undefined;
  return retried.has(status);
}

/** Folds the log into calls, newest first. */
export function foldCalls(requests: readonly HubRequest[]): Call[] {
  const calls: HubRequest[][] = [];
  const open = new Map<string, HubRequest[]>();
  for (const request of requests) {
    const key = keyOf(request);
    const known = open.get(key);
    const before = known?.at(-1);
    if (known !== undefined && before !== undefined && isRetry(before, request)) known.push(request);
    else {
      const attempts = [request];
      calls.push(attempts);
      open.set(key, attempts);
    }
  }
  return calls.reverse().map(toCall);
}

function isRetry(before: HubRequest, request: HubRequest): boolean {
  const pauseMs = Date.parse(request.at) - Date.parse(before.at) - before.durationMs;
  // The body of a request that was refused before it was read is not in the log.
  const isSame = before.requestBody === request.requestBody || before.requestBody === "" || request.requestBody === "";
  return isSame && isRetried(before) && pauseMs <= RETRY_WITHIN_MS;
}

/** Equal for the attempts of one call: a retry differs only in its token and in ids of its own. */
const keyOf = perObject(({ method, url, requestHeaders }: HubRequest): string => {
  const own = Object.entries(requestHeaders).filter(
    ([name]) =>
      name.startsWith("servicebusnotification-") || ["user-agent", "if-match", "content-length"].includes(name),
  );
  return `${method} ${url}\n${own.map((pair) => pair.join(":")).join("\n")}`;
});

const sends = new Set(["send", "sendBatch", "schedule"]);

/** The call that ends with a request, so that a call stays the same object until it changes. */
const endingWith = new WeakMap<HubRequest, Call>();

function toCall(attempts: readonly HubRequest[]): Call {
  const [first] = attempts;
  const last = attempts.at(-1);
  if (first === undefined || last === undefined) throw new TypeError("A call has at least one attempt.");
  const known = endingWith.get(last);
  if (known !== undefined && sameItems(known.attempts, attempts)) return known;
  const isSend = sends.has(last.operation ?? "");
  const platform = isSend ? platformOf(last) : undefined;
  const audience = isSend ? last.requestHeaders["servicebusnotification-tags"]?.trim() || undefined : undefined;
  const { pathname, searchParams } = new URL(last.url);
  const call: Call = {
    id: first.id,
    attempts,
    last,
    program: programOf(last),
    hub: decode(pathname.split("/")[1] ?? ""),
    isSend,
    platform,
    audience,
    title: isSend ? `${platform} → ${targetOf(last.operation, searchParams, audience)}` : plainTitle(last, pathname),
    facts: last.send ?? undefined,
  };
  endingWith.set(last, call);
  return call;
}

function platformOf({ requestHeaders }: HubRequest): Platform {
  const format = requestHeaders["servicebusnotification-format"]?.trim().toLowerCase() ?? "template";
  return isPlatform(format) ? format : "template";
}

/** Whom a send is for, in words. */
function targetOf(operation: string | null, query: URLSearchParams, audience: string | undefined): string {
  if (operation === "sendBatch") return "many devices";
  if (query.has("direct")) return "one device";
  if (audience === undefined) return "everyone";
  const user = /^\$UserId:\{([^}]*)\}$/i.exec(audience)?.[1];
  return user === undefined ? audience : `user ${user}`;
}

/** The words for what is not a send. */
const nouns: Readonly<Record<string, string>> = {
  cancelScheduled: "scheduled send",
  getNotificationDetails: "telemetry of",
  getFeedbackContainer: "feedback",
  createRegistrationId: "registration id",
  createRegistration: "registration",
  putRegistration: "registration",
  getRegistration: "registration",
  deleteRegistration: "registration",
  listRegistrations: "registrations",
  listRegistrationsByTag: "registrations with tag",
  putInstallation: "installation",
  getInstallation: "installation",
  patchInstallation: "installation",
  deleteInstallation: "installation",
  submitJob: "job",
  getJob: "job",
  listJobs: "jobs",
  putHub: "hub",
  getHub: "hub",
  deleteHub: "hub",
  listHubs: "hubs",
};

function plainTitle({ method, operation }: HubRequest, pathname: string): string {
  const noun = nouns[operation ?? ""];
  if (noun === undefined) return `${method} ${pathname}`;
  const segments = pathname.split("/").filter(Boolean);
  const id = operation === "listRegistrationsByTag" ? segments[2] : segments[operation?.endsWith("Hub") ? 0 : 2];
  return [method, noun, id === undefined ? "" : decode(id)].filter(Boolean).join(" ");
}
