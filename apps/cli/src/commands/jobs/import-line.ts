import { checkHandle } from "@nh/client/handles";
import { isWireFormatError, type JobType, type Registration, registrationHandleText } from "@nh/wire";
import { decodeRegistration } from "@nh/wire/server";

/** A line of an import file: what the service should get, and what is wrong with it. */
export interface ImportLine {
  /** Without quotes; undefined for a comment, which the service would refuse. */
  readonly text: string | undefined;
  /** A clause about the line, such as "has …". */
  readonly problem?: string | undefined;
}

/**
 * What the service refuses in a line with "BadRequest,Bad Format"
 * (Azure/azure-notificationhubs-dotnet#322).
 */
const refusedParts: readonly (readonly [part: string, pattern: RegExp])[] = [
  ["an ExpirationTime, which the service sets itself", /<ExpirationTime>[^<]/],
  ["the tag $InstallationId, which the service sets itself", /<Tags>[^<]*\$InstallationId:/i],
  ["the tag $UserId, which the service sets itself", /<Tags>[^<]*\$UserId:/i],
];

/**
 * Reads one line as the reader of handle lists does: `#` begins a comment, quotes surround a cell.
 */
export function readImportLine(line: string, type: JobType): ImportLine {
  const trimmed = line.trim();
  if (trimmed.startsWith("#")) return { text: undefined };
  const text = unquoted(trimmed);
  return { text, problem: problemOf(text, type) };
}

/** A spreadsheet puts quotes around a cell, and doubles those inside. */
const unquoted = (text: string): string => /^"(.*)"$/s.exec(text)?.[1]?.replaceAll('""', '"') ?? text;

function problemOf(text: string, type: JobType): string | undefined {
  if (!text.startsWith("<")) return "is not the XML of a registration";
  const found = refusedParts.filter(([, pattern]) => pattern.test(text)).map(([part]) => part);
  if (found.length > 0) return `has ${found.join(" and ")}`;
  // A line that deletes is about an ID.
  return type === "ImportDeleteRegistrations" ? undefined : problemOfHandle(text);
}

function problemOfHandle(text: string): string | undefined {
  let registration: Registration;
  try {
    registration = decodeRegistration(text);
  } catch (error) {
    if (!isWireFormatError(error)) throw error;
    return `is not a registration (${error.message})`;
  }
  // The parts of a browser's and a Baidu handle have no form that could be checked.
  const { platform } = registration;
  if (platform === "browser" || platform === "baidu") return undefined;
  const problem = checkHandle(platform, registrationHandleText(registration));
  if (problem === undefined) return undefined;
  const clean = problem.suggestion === undefined ? "" : ` The clean handle is ${problem.suggestion}.`;
  return `has a handle that cannot be one: ${problem.message}${clean}`.replace(/\.$/, "");
}
