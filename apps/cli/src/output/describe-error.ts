import { redactSecrets } from "@nh/wire";
import { isCliError } from "../cli-error.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { Interrupted } from "../interruption.js";
import { inCommandWords } from "./command-words.js";
import { fixWithoutTls } from "./fix-without-tls.js";
import { formatDuration } from "./format-duration.js";
import { fileProblems, knownCodes, knownTexts, networkProblems } from "./known-codes.js";
import { terminalLine } from "./terminal-text.js";

/** An error as `--json` prints it on stderr. The field names are stable. */
export interface ErrorDescription {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
  readonly exitCode: ExitCode;
  readonly status?: number;
  readonly trackingId?: string;
  readonly correlationId?: string;
  readonly attempts?: number;
  readonly mayHaveBeenSent?: boolean;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Of an error of the service: the hub, its host, and what decided to use it. */
  readonly hub?: string;
}

/** What the command knows besides the error. */
export interface ErrorContext {
  /** How far the command has come. */
  readonly account?: string | undefined;
  /** Which hub the command talks to, and what decided that. */
  readonly hub?: string | undefined;
  /** The hint of an error that says that the hub does not exist. */
  readonly knownHubs?: string | undefined;
}

/** Describes any error: with its exit code, what failed, and what to do. No secret gets through. */
export function describeError(error: unknown, context: ErrorContext = {}): ErrorDescription {
  const description = classify(error, context);
  const { message, status, code } = description;
  const fix = (isMissingHub(description) ? context.knownHubs : undefined) ?? description.fix;
  const isOfService = status !== undefined || serviceCodes.has(code);
  return {
    ...description,
    message: redactSecrets(inCommandWords(message)),
    ...(fix === undefined ? {} : { fix: redactSecrets(fix) }),
    ...(isOfService && context.hub !== undefined ? { hub: context.hub } : {}),
  };
}

/** The service has no hub of that name. */
export function isMissingHub({ status, message }: ErrorDescription): boolean {
  return status === 404 && /no service is hosted/i.test(message);
}

/** Failures of the exchange with a hub that have no status. */
const serviceCodes = new Set(["NH_CONNECTION", "NH_TIMEOUT", "NH_CLI_CONTROL"]);

/** For a request that may have been carried out: the usual hints lead to a second one. */
const unknownOutcome =
  "Find out whether it was carried out before you run the command again: look at the devices, or at nh requests list on a local hub.";

function classify(error: unknown, { account }: ErrorContext): ErrorDescription {
  if (error instanceof Interrupted) {
    return {
      code: "NH_CLI_INTERRUPTED",
      message: account === undefined ? "Interrupted." : `Interrupted. ${account}`,
      exitCode: exitCodes.interrupted,
    };
  }
  if (isCliError(error)) {
    const { code, message, fix, exitCode } = error;
    return { code, message, ...(fix === undefined ? {} : { fix }), exitCode };
  }
  const code = property(error, "code", "string");
  const known = code !== undefined && Object.hasOwn(knownCodes, code) ? knownCodes[code] : undefined;
  if (code !== undefined && known !== undefined) {
    const [usualExitCode, usual] = known;
    const text = messageOf(error);
    // A proxy refused it, not the service, whatever the code of other statuses from 400 means.
    const exitCode = property(error, "status", "number") === 407 ? exitCodes.network : usualExitCode;
    const withoutTls = code === "NH_CONNECTION" ? fixWithoutTls(text, urlOf(error)) : undefined;
    const fix =
      withoutTls ??
      (property(error, "mayHaveBeenSent", "boolean")
        ? unknownOutcome
        : (knownTexts.find(([pattern]) => pattern.test(text))?.[1] ?? whenToRetry(error, code) ?? usual));
    return { code, message: text, ...(fix === undefined ? {} : { fix }), exitCode, ...facts(error) };
  }
  return describeSystemError(error, code) ?? unexpected(error);
}

/** The hint of an error of a service that says how long to wait. */
function whenToRetry(error: unknown, code: string): string | undefined {
  const waitMs = property(error, "retryAfterMs", "number");
  if (!waitMs) return undefined;
  const bulk = code === "NH_THROTTLED" ? " In bulk commands, lower --concurrency." : "";
  return `Wait ${formatDuration(waitMs)}, then run the command again.${bulk}`;
}

function describeSystemError(error: unknown, code: string | undefined): ErrorDescription | undefined {
  const path = property(error, "path", "string");
  const problem = code !== undefined && Object.hasOwn(fileProblems, code) ? fileProblems[code] : undefined;
  if (path !== undefined && code !== undefined && (problem !== undefined || property(error, "syscall", "string"))) {
    const message = `${terminalLine(path)} ${problem ?? `cannot be used: the system reports ${code}`}.`;
    return { code: "NH_CLI_FILE", message, exitCode: exitCodes.invalidInput };
  }
  const cause =
    error instanceof Error && error.cause !== undefined ? property(error.cause, "code", "string") : undefined;
  const network = [code, cause].find((word) => word !== undefined && networkProblems.has(word));
  if (network === undefined) return undefined;
  return {
    code: "NH_CONNECTION",
    message: `No connection: ${messageOf(error)} (${network}).`,
    fix: "Check that the hub is running and that the address is right: nh hub status, nh doctor.",
    exitCode: exitCodes.network,
  };
}

function unexpected(error: unknown): ErrorDescription {
  return {
    code: "NH_CLI_UNEXPECTED",
    message: messageOf(error),
    fix: "This is a bug. Please report it with the command line, without secrets.",
    exitCode: exitCodes.unexpected,
  };
}

/** The facts that an error of the client carries about the exchange. */
function facts(error: unknown): Partial<ErrorDescription> {
  const status = property(error, "status", "number");
  const trackingId = property(error, "trackingId", "string");
  const correlationId = property(error, "correlationId", "string");
  const attempts = property(error, "attempts", "number");
  const mayHaveBeenSent = property(error, "mayHaveBeenSent", "boolean");
  const retryAfterMs = property(error, "retryAfterMs", "number");
  return {
    ...(status === undefined ? {} : { status }),
    ...(trackingId === undefined ? {} : { trackingId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(mayHaveBeenSent ? { mayHaveBeenSent } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The address of the last request, of an error of the client. */
const urlOf = (error: unknown) =>
  error instanceof Error && "request" in error ? property(error.request, "url", "string") : undefined;

interface PropertyTypes {
  string: string;
  number: number;
  boolean: boolean;
}

function property<Type extends keyof PropertyTypes>(
  value: unknown,
  name: string,
  type: Type,
): PropertyTypes[Type] | undefined {
  if (typeof value !== "object" || value === null || !(name in value)) return undefined;
  const found: unknown = value[name as keyof typeof value];
  return typeof found === type ? (found as PropertyTypes[Type]) : undefined;
}

/** The message of an error, without the call of the client with which it begins. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const call = property(error, "call", "string");
  const isPrefix = call !== undefined && error.message.startsWith(`${call}: `);
  return isPrefix ? error.message.slice(call.length + 2) : error.message;
}
