import { type ExitCode, exitCodes } from "../exit-codes.js";
import { proxyCredentialsFix, saysProxyCredentials } from "./proxy-credentials.js";

/** The exit code and a hint for each `code` that an error of the packages carries. */
export const knownCodes: Readonly<Record<string, readonly [exitCode: ExitCode, fix?: string]>> = {
  NH_UNAUTHORIZED: [exitCodes.authorization, "Check the key with nh doctor. nh sas decode shows what a token is for."],
  NH_FORBIDDEN: [
    exitCodes.authorization,
    "The key lacks a right (sending needs Send; lists and jobs need Manage), or the hub is disabled. nh doctor shows the rights of the key, nh hubs get the state of the hub.",
  ],
  NH_NOT_FOUND: [
    exitCodes.notFound,
    "Check the ID and the name of the hub. nh doctor checks whether the hub exists; nh hubs list shows all hubs.",
  ],
  NH_WIRE_UNEXPECTED: [exitCodes.unexpected, "This version of nh cannot read the response. --trace shows it."],
  NH_GONE: [exitCodes.notFound, "Ask for a new registration ID: nh registrations create."],
  NH_THROTTLED: [exitCodes.throttled, "Wait and try again. In bulk commands, lower --concurrency."],
  NH_QUOTA: [
    exitCodes.throttled,
    "The tier of the hub does not allow this. Telemetry, schedules and jobs need the Standard tier.",
  ],
  NH_CREDENTIAL_MISSING: [
    exitCodes.invalidInput,
    "nh hubs get shows the credentials of the hub, and nh hubs update sets them.",
  ],
  NH_INVALID_ARGUMENT: [exitCodes.invalidInput],
  NH_BAD_REQUEST: [exitCodes.invalidInput, "Run the command again with --dry-run to see the exact request."],
  NH_CONFLICT: [
    exitCodes.invalidInput,
    "It exists already, or something else changed it at the same time. Read it again, then retry.",
  ],
  NH_PRECONDITION_FAILED: [exitCodes.invalidInput, "It has changed since it was read. Read it again, then retry."],
  NH_TOO_LARGE: [exitCodes.invalidInput, "nh payload size shows which fields are large."],
  NH_SERVER_ERROR: [
    exitCodes.unexpected,
    "Try again later. If the error stays, give the tracking ID to Azure support.",
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
  NH_SAS_MALFORMED: [exitCodes.invalidInput],
  NH_PAYLOAD_INVALID: [exitCodes.invalidInput],
  NH_PAYLOAD_TOO_LARGE: [exitCodes.invalidInput, "nh payload size shows which fields are large."],
  // A list that changed after it was checked.
  NH_HANDLE_INVALID: [exitCodes.invalidInput],
  NH_HANDLE_LIST_INVALID: [exitCodes.invalidInput],
  NH_TEMPLATE_SYNTAX: [exitCodes.invalidInput, "nh template lint shows every problem of the template."],
  NH_TEMPLATE_LIMIT: [exitCodes.invalidInput],
  NH_XML_INVALID: [exitCodes.invalidInput],
  NH_TAG_SYNTAX: [exitCodes.invalidInput, "nh tags lint shows where the expression is wrong."],
  NH_TAG_LIMIT: [exitCodes.invalidInput],
  NH_AUDIENCE_MISSING: [exitCodes.usage, "Name an audience, or pass --everyone to broadcast."],
  NH_AUDIENCE_INVALID: [exitCodes.invalidInput],
  NH_PORT_IN_USE: [
    exitCodes.unexpected,
    "Stop the other program, or choose another port. --port 0 takes any free port.",
  ],
  NH_PORT_REFUSED: [exitCodes.unexpected],
  NH_CERTIFICATE: [exitCodes.unexpected, "Run without HTTPS (--no-https), or make the folder writable."],
  NH_JOURNAL_LOCKED: [exitCodes.unexpected],
  NH_JOURNAL_INVALID: [exitCodes.invalidInput],
  NH_JOURNAL_UNUSABLE: [exitCodes.invalidInput],
  NH_STORE_LOCKED: [exitCodes.unexpected],
  NH_STORE_DAMAGED: [exitCodes.invalidInput],
  NH_STORE_FOREIGN: [exitCodes.invalidInput],
  NH_STORE_VERSION: [exitCodes.invalidInput],
  NH_STORE_FULL: [exitCodes.invalidInput],
  NH_STORE_UNAVAILABLE: [exitCodes.invalidInput],
};

/** Hints for texts of the service that the code alone would explain wrongly. */
export const knownTexts: readonly (readonly [text: RegExp, fix: string])[] = [
  [saysProxyCredentials, proxyCredentialsFix],
  [/The hub \S+ exists\. To change it/, "nh hubs get shows the hub as it is."],
  [
    /Manage claim is required/i,
    "The key is right, but its policy lacks Manage. Use a policy that has it; nh doctor shows the rights of a key.",
  ],
  [
    /\b(?:Send|Listen) claim is required/i,
    "The key is right, but its policy lacks this right. nh doctor shows its rights.",
  ],
];

/** What the system's word for a failed file operation means, after the path. */
export const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "cannot be opened: permission denied",
  EPERM: "cannot be changed: permission denied",
  EISDIR: "is a folder",
  EEXIST: "is a file, but a folder is needed",
  ENOTDIR: "is inside something that is not a folder",
  ENOSPC: "cannot be written: the disk is full",
  EDQUOT: "cannot be written: the disk quota is used up",
  EFBIG: "cannot be written: it would be too large",
  EROFS: "cannot be written: the disk is read-only",
  ENAMETOOLONG: "is too long a path",
  ELOOP: "is a link to itself",
  ERR_FS_FILE_TOO_LARGE: "is too large to read",
};

/** The system's words for a failed connection. */
export const networkProblems = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_SOCKET",
]);
