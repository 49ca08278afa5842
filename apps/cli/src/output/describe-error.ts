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

/** The exit code and a hint for each `code` that an error of the packages carries. */
const knownCodes: Readonly<Record<string, readonly [exitCode: ExitCode, fix?: string]>> = {
  NH_UNAUTHORIZED: [exitCodes.authorization, "Check the key with nh doctor. nh sas decode shows what a token is for."],
  NH_FORBIDDEN: [
    exitCodes.authorization,
    "The key lacks a right: sending needs Send; lists and jobs need Manage. nh doctor shows the rights of the key.",
  ],
  NH_NOT_FOUND: [exitCodes.notFound, "Check the id and the name of the hub. nh doctor checks whether the hub exists."],
  NH_WIRE_UNEXPECTED: [exitCodes.unexpected, "This version of nh cannot read the response. --trace shows it."],
  NH_GONE: [exitCodes.notFound, "Ask for a new registration id: nh registrations create."],
  NH_THROTTLED: [exitCodes.throttled, "Wait and try again. In bulk commands, lower --concurrency."],
  NH_QUOTA: [
    exitCodes.throttled,
    "The tier of the hub does not allow this. Telemetry, schedules and jobs need the Standard tier.",
  ],
  NH_BAD_REQUEST: [exitCodes.invalidInput, "Run the command again with --dry-run to see the exact request."],
  NH_CONFLICT: [exitCodes.invalidInput, "Something else changed it at the same time. Read it again, then retry."],
  NH_PRECONDITION_FAILED: [exitCodes.invalidInput, "It has changed since it was read. Read it again, then retry."],
  NH_TOO_LARGE: [exitCodes.invalidInput, "nh payload size shows which fields are large."],
  NH_SERVER_ERROR: [
    exitCodes.unexpected,
    "Try again later. If the error stays, give the tracking id to Azure support.",
  ],
  NH_CONNECTION: [exitCodes.network, "Check the address with nh doctor. To start a local hub: nh hub start."],
  NH_TIMEOUT: [
    exitCodes.timeout,
    "Allow more time with --timeout, or with --wait-timeout for a wait. nh doctor checks the network.",
  ],
  NH_CONNECTION_STRING_INVALID: [
    exitCodes.invalidInput,
    "Copy the whole string: Endpoint=sb://…/;SharedAccessKeyName=…;SharedAccessKey=…",
  ],
  NH_SAS_MALFORMED: [exitCodes.invalidInput, "A token looks like this: SharedAccessSignature sr=…&sig=…&se=…&skn=…"],
  NH_PAYLOAD_INVALID: [exitCodes.invalidInput],
  NH_PAYLOAD_TOO_LARGE: [exitCodes.invalidInput, "nh payload size shows which fields are large."],
  NH_TEMPLATE_SYNTAX: [exitCodes.invalidInput, "nh template lint shows every problem of the template."],
  NH_TEMPLATE_LIMIT: [exitCodes.invalidInput],
  NH_XML_INVALID: [exitCodes.invalidInput],
  NH_TAG_SYNTAX: [exitCodes.invalidInput, "nh tags lint shows where the expression is wrong."],
  NH_TAG_LIMIT: [exitCodes.invalidInput, "Use at most 20 tags with || alone, otherwise at most 6."],
  NH_AUDIENCE_MISSING: [exitCodes.usage, "Name an audience, or pass --everyone to broadcast."],
  NH_AUDIENCE_INVALID: [exitCodes.invalidInput],
  NH_PORT_IN_USE: [
    exitCodes.unexpected,
    "Stop the other program, or choose another port. --port 0 takes any free port.",
  ],
  NH_PORT_REFUSED: [exitCodes.unexpected],
  NH_CERTIFICATE: [exitCodes.unexpected, "Run without HTTPS (--no-https), or make the folder writable."],
  NH_STORE_LOCKED: [exitCodes.unexpected, "Stop the other hub that uses the folder, or choose another --data-dir."],
  NH_STORE_DAMAGED: [exitCodes.invalidInput, "The file is unchanged. Restore a backup, or choose another --data-dir."],
  NH_STORE_FOREIGN: [exitCodes.invalidInput, "Choose another --data-dir."],
  NH_STORE_VERSION: [exitCodes.invalidInput, "Use the version of nh that wrote it, or choose another --data-dir."],
  NH_STORE_UNAVAILABLE: [exitCodes.invalidInput],
};

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "cannot be opened: permission denied",
  EPERM: "cannot be changed: permission denied",
  EISDIR: "is a folder",
  EEXIST: "is a file, but a folder is needed",
  ENOTDIR: "is inside something that is not a folder",
  ENOSPC: "cannot be written: the disk is full",
  EDQUOT: "cannot be written: the disk quota is used up",
  EROFS: "cannot be written: the disk is read-only",
  ENAMETOOLONG: "is too long a path",
  ELOOP: "is a link to itself",
  ERR_FS_FILE_TOO_LARGE: "is too large to read",
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
  // A value that the packages refuse as out of range, such as a schedule beyond seven days, is from
  // the command line.
  if (error instanceof RangeError)
    return { code: "NH_CLI_INPUT", message: mask(error.message), exitCode: exitCodes.invalidInput };
  return describeSystemError(error, code) ?? unexpected(error);
}

function describeSystemError(error: unknown, code: string | undefined): ErrorDescription | undefined {
  const path = property(error, "path", "string");
  const problem = code === undefined ? undefined : fileProblems[code];
  if (path !== undefined && code !== undefined && (problem !== undefined || property(error, "syscall", "string"))) {
    const message = `${path} ${problem ?? `cannot be used: the system reports ${code}`}.`;
    return { code: "NH_CLI_FILE", message, exitCode: exitCodes.invalidInput };
  }
  const cause =
    error instanceof Error && error.cause !== undefined ? property(error.cause, "code", "string") : undefined;
  const network = [code, cause].find((word) => word !== undefined && networkProblems.has(word));
  if (network === undefined) return undefined;
  return {
    code: "NH_CONNECTION",
    message: `No connection: ${mask(messageOf(error))} (${network}).`,
    fix: "Check that the hub is running and that the address is right: nh hub status, nh doctor.",
    exitCode: exitCodes.network,
  };
}

function unexpected(error: unknown): ErrorDescription {
  return {
    code: "NH_CLI_UNEXPECTED",
    message: mask(messageOf(error)),
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

/** The last line of defense: no error should hold a secret, and none gets out. */
function mask(text: string): string {
  return text.replace(/(SharedAccessKey=)[^;\s"']+/gi, "$1***").replace(/(\bsig=)[^&\s"']+/gi, "$1***");
}
