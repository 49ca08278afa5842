import type { NativePlatform } from "@nh/payloads";
import { lintTemplate } from "@nh/payloads/template";
import { inCommandWords } from "../output/command-words.js";
import type { Finding } from "./finding.js";

/** The templates of an import are mostly a few, and each takes many runs of a builder. */
const known = new Map<string, readonly Finding[]>();
const MOST_KNOWN = 100;

/** The findings of the template linter, in the form that all linters share. */
export function lintTemplateBody(
  body: string,
  platform: NativePlatform | undefined,
  headers?: Readonly<Record<string, string>> | undefined,
): readonly Finding[] {
  const key = JSON.stringify([body, platform, headers]);
  const found = known.get(key) ?? lint(body, platform, headers);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

function lint(
  body: string,
  platform: NativePlatform | undefined,
  headers: Readonly<Record<string, string>> | undefined,
): readonly Finding[] {
  return lintTemplate(body, { platform, headers }).map(({ severity, code, message, line, column, excerpt }) => ({
    severity,
    rule: code,
    where: `line ${line}, column ${column} of ${JSON.stringify(excerpt.split("\n")[0] ?? "")}`,
    message: inCommandWords(message),
  }));
}
