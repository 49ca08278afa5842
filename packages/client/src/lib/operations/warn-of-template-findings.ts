import type { NativePlatform } from "@nh/payloads";
import type { ClientEventListener } from "../events.js";
import { loadPart } from "../load-part.js";

/** What a template is made of, for the linter. */
interface LintedTemplate {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Warns of what the linter finds in a template that is about to be stored. Nothing is refused: the
 * service decides. The linter is loaded here, where somebody listens: it is made of all builders,
 * and a program that only sends would load them with its first send.
 *
 * @param platform Whose template it is, if that is known.
 */
export async function warnOfTemplateFindings(
  onEvent: ClientEventListener | undefined,
  name: string,
  { body, headers }: LintedTemplate,
  platform: NativePlatform | undefined,
): Promise<void> {
  if (onEvent === undefined || typeof body !== "string") return;
  const { lintTemplate } = await loadPart(import("@nh/payloads/template"));
  for (const { message } of lintTemplate(body, { platform, headers })) {
    onEvent({ type: "warning", code: "templateFinding", message: `The template ${JSON.stringify(name)}: ${message}` });
  }
}
