import { formatRequest, redactSecrets } from "@nh/wire";
import { type Finding, findingLines } from "../lint/finding.js";
import { terminalBlock } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";

/** A request that would be sent. */
export interface PlannedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Prints the result of `--dry-run`: the requests, with their signatures masked, then the findings
 * of the linter.
 */
export async function showPlan(
  { io, output }: AnyCall,
  requests: readonly PlannedRequest[],
  findings: readonly Finding[],
): Promise<void> {
  const shown = requests.map((request) => formatRequest({ ...request, headers: Object.entries(request.headers) }));
  const lint = findings.length === 0 ? "" : `\n\n${findingLines(findings, io.stdout)}`;
  const text =
    requests.length === 0 ? `Nothing would be written.${lint}` : `${terminalBlock(shown.join("\n\n"))}${lint}`;
  await output.document({ dryRun: true, requests: requests.map(masked), lint: findings }, text);
  await output.note("Dry run: nothing was written.");
}

function masked({ method, url, headers, body }: PlannedRequest): PlannedRequest {
  const shownHeaders = Object.entries(headers).map(([name, value]) => [
    name,
    // The secret of a browser's subscription is in a header called Auth.
    name.toLowerCase() === "auth" ? "***" : redactSecrets(value),
  ]);
  return { method, url: redactSecrets(url), headers: Object.fromEntries(shownHeaders), body: maskedBody(body) };
}

/**
 * The secret of a browser's subscription is in JSON, in JSON within the JSON of a patch, or in XML.
 */
function maskedBody(body: string): string {
  const shown = redactSecrets(body);
  if (!/p256dh/i.test(shown)) return shown;
  return shown.replace(/(\\?"auth\\?"\s*:\s*\\?")[^"\\]+/gi, "$1***").replace(/(<Auth>)[^<]+/gi, "$1***");
}
