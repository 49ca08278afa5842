/**
 * The codes of errors about input. They are compared by code and not by guard, since the guards of
 * payloads would load that package with the first import of the client.
 */
const inputCodes: ReadonlySet<unknown> = new Set([
  "NH_AUDIENCE_INVALID",
  "NH_AUDIENCE_MISSING",
  "NH_INVALID_ARGUMENT",
  "NH_PAYLOAD_INVALID",
  "NH_PAYLOAD_TOO_LARGE",
  "NH_TAG_LIMIT",
  "NH_TAG_SYNTAX",
  "NH_TEMPLATE_LIMIT",
  "NH_TEMPLATE_SYNTAX",
]);

/**
 * Whether an error is about what the caller passed in: a wrong argument, payload, template, tag
 * expression or audience. Nothing was sent. A server that passes on what its own client sent can
 * respond with 422 to it, and with 500 to everything else.
 *
 * @example
 * try {
 *   await client.send(apple({ alert: request.body.text }), request.body.tags);
 * } catch (error) {
 *   if (!isInputError(error)) throw error;
 *   response.status(422).json({ code: error.code, message: error.message });
 * }
 */
export function isInputError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && inputCodes.has((error as { code?: unknown }).code);
}
