import { isCliError } from "../cli-error.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { Interrupted } from "../interruption.js";

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
}

/** By the `code` that every error of the packages carries: exit code, and what to do about it. */
const knownCodes: Readonly<Record<string, readonly [exitCode: ExitCode, fix?: string]>> = {
  NH_UNAUTHORIZED: [
    exitCodes.authorization,
    "Check the key with nh doctor; nh sas decode shows what a token is good for.",
  ],
  NH_FORBIDDEN: [
    exitCodes.authorization,
    "The key lacks a right: sending needs Send, lists and jobs need Manage. nh doctor shows which it has.",
  ],
  NH_NOT_FOUND: [exitCodes.notFound, "Check the name of the hub and the id; nh doctor tells whether the hub exists."],
  NH_WIRE_UNEXPECTED: [
    exitCodes.unexpected,
    "The service answered what this version of nh cannot read; --trace shows the answer.",
  ],
  NH_GONE: [exitCodes.notFound, "Ask for a new registration id: nh registrations create."],
  NH_THROTTLED: [exitCodes.throttled, "Wait and repeat; lower --concurrency in bulk commands."],
  NH_QUOTA: [
    exitCodes.throttled,
    "The tier of the hub does not allow this; telemetry, schedules and jobs need Standard.",
  ],
  NH_BAD_REQUEST: [exitCodes.invalidInput, "Run it again with --dry-run to see the exact request."],
  NH_CONFLICT: [exitCodes.invalidInput, "Someone else changed it at the same time; read it again and repeat."],
  NH_PRECONDITION_FAILED: [exitCodes.invalidInput, "It changed since it was read; read it again and repeat."],
  NH_TOO_LARGE: [exitCodes.invalidInput, "nh payload size shows what takes the space."],
  NH_SERVER_ERROR: [exitCodes.unexpected, "Repeat later; give the tracking id to support when it stays."],
  NH_CONNECTION: [
    exitCodes.network,
    "Check the address; nh doctor finds out where it ends. A local hub: nh hub start.",
  ],
  NH_TIMEOUT: [
    exitCodes.timeout,
    "Give more time with --timeout, or a wait with --wait-timeout; nh doctor looks at the network.",
  ],
  NH_CONNECTION_STRING_INVALID: [
    exitCodes.invalidInput,
    "Copy the whole string: Endpoint=sb://…/;SharedAccessKeyName=…;SharedAccessKey=…",
  ],
  NH_SAS_MALFORMED: [exitCodes.invalidInput, "A token is SharedAccessSignature sr=…&sig=…&se=…&skn=…"],
  NH_PAYLOAD_INVALID: [exitCodes.invalidInput],
  NH_PAYLOAD_TOO_LARGE: [exitCodes.invalidInput, "nh payload size shows what takes the space."],
  NH_TEMPLATE_SYNTAX: [exitCodes.invalidInput, "nh template lint shows every problem of the template."],
  NH_TEMPLATE_LIMIT: [exitCodes.invalidInput],
  NH_XML_INVALID: [exitCodes.invalidInput],
  NH_TAG_SYNTAX: [exitCodes.invalidInput, "nh tags lint shows where the expression is wrong."],
  NH_TAG_LIMIT: [exitCodes.invalidInput, "Use fewer tags: 20 when they are only joined by ||, else 6."],
  NH_AUDIENCE_MISSING: [exitCodes.usage, "Name an audience, or pass --everyone to broadcast."],
  NH_AUDIENCE_INVALID: [exitCodes.invalidInput],
  NH_PORT_IN_USE: [exitCodes.unexpected, "Stop the other program, or name another port; --port 0 takes any free one."],
  NH_PORT_REFUSED: [exitCodes.unexpected],
  NH_CERTIFICATE: [exitCodes.unexpected, "Run without HTTPS (--no-https), or make the folder writable."],
  NH_STORE_LOCKED: [exitCodes.unexpected, "Another hub uses the folder: stop it, or name another --data-dir."],
  NH_STORE_DAMAGED: [exitCodes.invalidInput, "The file was left as it is: restore a copy, or name another --data-dir."],
  NH_STORE_FOREIGN: [exitCodes.invalidInput, "Name another --data-dir."],
  NH_STORE_VERSION: [exitCodes.invalidInput, "Use the version of nh that wrote it, or name another --data-dir."],
  NH_STORE_UNAVAILABLE: [exitCodes.invalidInput],
};

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be opened: permission denied",
  EPERM: "may not be changed: permission denied",
  EISDIR: "is a folder",
  EEXIST: "is a file where a folder is needed",
  ENOTDIR: "is below something that is not a folder",
  ENOSPC: "cannot be written: the disk is full",
  EDQUOT: "cannot be written: the quota of the disk is used up",
  EROFS: "cannot be written: the disk is read-only",
  ENAMETOOLONG: "has too long a name",
  ELOOP: "is a link that leads back to itself",
  ERR_FS_FILE_TOO_LARGE: "is too large to be read",
};

const networkProblems = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
]);

export function describeError(error: unknown, account?: string): ErrorDescription {
  if (error instanceof Interrupted) {
    return {
      code: "NH_CLI_INTERRUPTED",
      message: account === undefined ? "Interrupted." : `Interrupted. ${account}`,
      exitCode: exitCodes.interrupted,
    };
  }
  if (isCliError(error)) {
    const { code, message, fix, exitCode } = error;
    return { code, message: mask(message), ...(fix === undefined ? {} : { fix: mask(fix) }), exitCode };
  }
  const code = property(error, "code", "string");
  const known = code === undefined ? undefined : knownCodes[code];
  if (code !== undefined && known !== undefined) {
    const [exitCode, fix] = known;
    return { code, message: mask(messageOf(error)), ...(fix === undefined ? {} : { fix }), exitCode, ...facts(error) };
  }
  // What the packages refuse as out of range, such as a schedule beyond seven days, was given on the command line.
  if (error instanceof RangeError)
    return { code: "NH_CLI_INPUT", message: mask(error.message), exitCode: exitCodes.invalidInput };
  return describeSystemError(error, code) ?? unexpected(error);
}

function describeSystemError(error: unknown, code: string | undefined): ErrorDescription | undefined {
  const path = property(error, "path", "string");
  const problem = code === undefined ? undefined : fileProblems[code];
  if (path !== undefined && code !== undefined && (problem !== undefined || property(error, "syscall", "string"))) {
    const message = `${path} ${problem ?? `cannot be used: the system says ${code}`}.`;
    return { code: "NH_CLI_FILE", message, exitCode: exitCodes.invalidInput };
  }
  const cause =
    error instanceof Error && error.cause !== undefined ? property(error.cause, "code", "string") : undefined;
  const network = [code, cause].find((word) => word !== undefined && networkProblems.has(word));
  if (network === undefined) return undefined;
  return {
    code: "NH_CONNECTION",
    message: `No connection: ${mask(messageOf(error))} (${network}).`,
    fix: "Check that the hub runs and the address is right; nh hub status, nh doctor.",
    exitCode: exitCodes.network,
  };
}

function unexpected(error: unknown): ErrorDescription {
  return {
    code: "NH_CLI_UNEXPECTED",
    message: mask(messageOf(error)),
    fix: "This should not happen; please report it with the command line, without secrets.",
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
  return {
    ...(status === undefined ? {} : { status }),
    ...(trackingId === undefined ? {} : { trackingId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(mayHaveBeenSent ? { mayHaveBeenSent } : {}),
  };
}

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

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The last line of defence: no error is expected to hold a secret, and none gets out. */
function mask(text: string): string {
  return text.replace(/(SharedAccessKey=)[^;\s"']+/gi, "$1***").replace(/(\bsig=)[^&\s"']+/gi, "$1***");
}
