import type { NativePlatform } from "@nh/payloads";
import { lintTemplate } from "@nh/payloads/template";
import type { ClientEventListener } from "../events.js";

/** What a template is made of, for the linter. */
interface LintedTemplate {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Warns of what the linter finds in a template that is about to be stored. Nothing is refused: the
 * service decides.
 *
 * @param platform Whose template it is, if that is known.
 */
export function warnOfTemplateFindings(
  onEvent: ClientEventListener | undefined,
  name: string,
  { body, headers }: LintedTemplate,
  platform: NativePlatform | undefined,
): void {
  if (onEvent === undefined || typeof body !== "string") return;
  for (const { message } of lintTemplate(body, { platform, headers })) {
    onEvent({ type: "warning", code: "templateFinding", message: `The template ${JSON.stringify(name)}: ${message}` });
  }
}
