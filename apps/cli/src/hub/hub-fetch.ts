import { formatRequest, formatResponse } from "@nh/wire";
import { CliError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { fetchOf } from "../io.js";
import { fixWithoutTls } from "../output/fix-without-tls.js";
import { formatDuration } from "../output/format-duration.js";
import { isHidden407, proxyCredentials, proxyCredentialsFix } from "../output/proxy-credentials.js";
import { terminalBlock } from "../output/terminal-text.js";
import type { AnyCall } from "../program/command.js";
import type { PlannedRequest } from "./planned-request.js";

/** The same as the total timeout of the client. */
const defaultTimeoutMs = 120_000;

/**
 * A request outside the REST API, which the client does not cover. `--timeout` limits the wait for
 * the response to begin, `--trace` prints the exchange, and Ctrl-C ends it. Any status is a
 * response.
 *
 * @throws {CliError} NH_TIMEOUT or NH_CONNECTION.
 */
export async function hubFetch(
  { globals, io }: AnyCall,
  request: PlannedRequest,
  fetch = fetchOf(io),
): Promise<Response> {
  const { method, url, headers, body } = request;
  const limitMs = globals.timeout ?? defaultTimeoutMs;
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(), limitMs);
  const trace = async (text: () => string | Promise<string>) => {
    if (globals.trace) await io.stderr.write(`${terminalBlock(await text())}\n\n`);
  };
  await trace(() => formatRequest({ ...request, headers: Object.entries(headers) }));
  try {
    const signal = AbortSignal.any([io.signal, tooLate.signal]);
    const response = await fetch(url, { method, headers, signal, ...(body === "" ? {} : { body }) });
    await trace(() => shown(response));
    return response;
  } catch (error) {
    io.signal.throwIfAborted();
    const { origin } = new URL(url);
    if (isHidden407(error)) {
      throw new CliError({
        code: "NH_CONNECTION",
        exitCode: exitCodes.network,
        message: `${origin} cannot be reached: ${proxyCredentials}.`,
        fix: proxyCredentialsFix,
        cause: error,
      });
    }
    throw tooLate.signal.aborted
      ? new CliError({
          code: "NH_TIMEOUT",
          exitCode: exitCodes.timeout,
          message: `No response from ${origin} within ${formatDuration(limitMs)}.`,
          fix: "Allow more time with --timeout, or check what listens there.",
          cause: error,
        })
      : new CliError({
          code: "NH_CONNECTION",
          exitCode: exitCodes.network,
          message: `No connection to ${origin} (${reasonOf(error)}).`,
          fix:
            fixWithoutTls(reasonOf(error), url) ??
            "Start a local hub with nh hub start. nh help connection explains which hub a command talks to.",
          cause: error,
        });
  } finally {
    clearTimeout(timer);
  }
}

async function shown(response: Response): Promise<string> {
  const { status, statusText, headers } = response;
  const isStream = headers.get("Content-Type")?.startsWith("text/event-stream") ?? false;
  return formatResponse({ status, statusText, headers, body: isStream ? "" : await response.clone().text() });
}

/** The system's own message, which the global fetch keeps as the cause of its "fetch failed". */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return cause.message.trim() || ("code" in cause ? String(cause.code) : cause.name);
}
