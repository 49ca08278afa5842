import { buildNotification } from "../compose/build-notification.js";
import type { Call } from "./call.js";
import { detailOf } from "./error-detail.js";
import type { Verdict } from "./verdict.js";
import { join } from "./words.js";

/** What is wrong with a token, by the code that begins the service's sentence. */
const reasons: readonly [pattern: RegExp, sentence: string, detail: string][] = [
  [/ExpiredToken/, "The token has expired.", "Make a new one: the expiry (se) is in the past by the hub's clock."],
  [
    /InvalidSignature/,
    "The token's signature does not match.",
    "The key is another one, or the signed address (sr) was encoded differently.",
  ],
  [
    /InvalidAudience/,
    "The token was signed for another address.",
    "Its audience (sr) must be the address of the hub or the start of it.",
  ],
  [
    /MissingToken/,
    "The token is missing.",
    "Send the Authorization header: SharedAccessSignature sr=…&sig=…&se=…&skn=…",
  ],
  [
    /MalformedToken/,
    "The token is malformed.",
    "It must be SharedAccessSignature sr=…&sig=…&se=…&skn=…, each value percent-encoded.",
  ],
];

/** Which part of a request the hub refused: its token, its right, its payload. */
export function judgeRefused(call: Call): Verdict {
  const { last } = call;
  const { status, operation, responseHeaders } = last;
  const said = detailOf(last.responseBody);
  const because = last.faulted ? "A fault of this hub caused it; switch it off to go on." : last.notes.join(" ");
  const refused = (why: string, ...details: string[]): Verdict => ({
    tone: "bad",
    sentence: `Refused with ${status}${why === "" ? "." : `: ${why}`}`,
    detail: join(...details, because),
  });
  const [, wrong, advice = ""] = (status === 401 && reasons.find(([pattern]) => pattern.test(said))) || [];
  // The service says the same of a wrong name and a wrong key; the hub's note says which.
  if (wrong !== undefined) return refused(wrong, last.access === "unknown-key" ? "" : advice);
  if (status === 403 && said === "") {
    return refused(`the policy of the token lacks the right for ${operation ?? "this"}.`, rightNeeded(operation));
  }
  if (status === 429) {
    const after = responseHeaders["retry-after"];
    const sentence = `Throttled with 429${after === undefined ? "." : `: try again after ${after} s.`}`;
    return { tone: "bad", sentence, detail: because };
  }
  return refused(said, payloadProblem(call, said));
}

/** Where a refused payload is wrong, as the builder of its platform finds it. */
function payloadProblem({ last, platform }: Call, said: string): string {
  if (last.status !== 400 || platform === undefined || !/payload/i.test(said)) return "";
  const built = buildNotification(platform, last.requestBody, {});
  if (built.ok) return "";
  const { message, line } = built.problem;
  return `${line === undefined ? "" : `Line ${line}: `}${message}.`;
}

function rightNeeded(operation: string | null): string {
  if (operation === "send" || operation === "sendBatch" || operation === "schedule")
    return "A send needs the right Send.";
  if (operation?.includes("nstallation") || operation?.endsWith("egistration")) return "Devices need the right Listen.";
  return "It needs the right Manage.";
}
