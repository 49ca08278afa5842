import type { NativePlatform } from "@nh/payloads";
import { lintTemplate } from "@nh/payloads/template";
import type { Finding } from "./finding.js";

/** The findings of the template linter, in the form that all linters share. */
export function lintTemplateBody(
  body: string,
  platform: NativePlatform | undefined,
  headers?: Readonly<Record<string, string>> | undefined,
): readonly Finding[] {
  return lintTemplate(body, { platform, headers }).map(({ severity, code, message, position, excerpt }) => ({
    severity,
    rule: code,
    where: `at ${position} of ${JSON.stringify(excerpt.split("\n")[0] ?? "")}`,
    message,
  }));
}
