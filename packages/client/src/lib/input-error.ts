import { isPayloadError } from "@nh/payloads";
import { isTemplateError } from "@nh/payloads/template";
import { isTagExpressionError } from "@nh/wire";
import { isAudienceError } from "./audience/audience-error.js";

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
  return (
    isWrongArgument(error) ||
    isPayloadError(error) ||
    isTemplateError(error) ||
    isTagExpressionError(error) ||
    isAudienceError(error)
  );
}

/** An `ArgumentError` of whichever package: each has a class of its own, and all have one code. */
function isWrongArgument(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === "NH_INVALID_ARGUMENT";
}
