import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";

const page = readFileSync(new URL("../docs/from-dotnet.md", import.meta.url), "utf8");
/** White space, and the commas that the formatter adds, make no difference. */
const squeeze = (code: string) => code.replace(/\s+/g, "").replace(/,([)\]}])/g, "$1");
const program = squeeze(readFileSync(new URL("./from-dotnet.ts", import.meta.url), "utf8"));

/** The rows of the page's tables, except those about errors, which map names and not calls. */
const rows = (page.split("## Exceptions")[0] ?? "")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| .NET"))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, "")));

const codeIn = (cell = ""): string[] => Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = ""]) => code);

/** The names of the methods of .NET's `NotificationHubClient`, overloads counted once. */
const methods = [
  "CreateClientFromConnectionString",
  "GetBaseUri",
  "ParseContentType",
  "SendNotificationAsync",
  ...["Apple", "Fcm", "FcmV1", "Adm", "Baidu", "Windows", "Mpns"].map((kind) => `Send${kind}NativeNotificationAsync`),
  "SendTemplateNotificationAsync",
  "SendDirectNotificationAsync",
  "ScheduleNotificationAsync",
  "CancelNotificationAsync",
  "GetNotificationOutcomeDetailsAsync",
  "GetFeedbackContainerUriAsync",
  ...[
    "CreateOrUpdateInstallation",
    "PatchInstallation",
    "GetInstallation",
    "InstallationExists",
    "DeleteInstallation",
  ].flatMap((name) => [name, `${name}Async`]),
  "CreateRegistrationIdAsync",
  "CreateRegistrationAsync",
  "UpdateRegistrationAsync",
  "CreateOrUpdateRegistrationAsync",
  "GetRegistrationAsync",
  "RegistrationExistsAsync",
  "DeleteRegistrationAsync",
  "DeleteRegistrationsByChannelAsync",
  "GetAllRegistrationsAsync",
  "GetRegistrationsByTagAsync",
  "GetRegistrationsByChannelAsync",
  ...["Apple", "Adm", "Fcm", "FcmV1", "Windows", "Baidu", "Mpns"].flatMap((kind) => [
    `Create${kind}NativeRegistrationAsync`,
    `Create${kind}TemplateRegistrationAsync`,
  ]),
  "SubmitNotificationHubJobAsync",
  "GetNotificationHubJobAsync",
  "GetNotificationHubJobsAsync",
];

/** The names of the methods of .NET's `NamespaceManager`, overloads counted once. */
const managerMethods = [
  "CreateNotificationHub",
  "GetNotificationHub",
  "UpdateNotificationHub",
  "DeleteNotificationHub",
  "NotificationHubExists",
  "GetNotificationHubs",
].flatMap((name) => [name, `${name}Async`]);

afterEach(() => vi.restoreAllMocks());

describe("the page for users of .NET", () => {
  it("maps each of the 55 methods", () => {
    expect(new Set(methods).size).toBe(55);
    const mapped = new Set(rows.flatMap(([left]) => codeIn(left)).map((code) => /^\w+/.exec(code)?.[0]));
    expect([...methods, ...managerMethods].filter((method) => !mapped.has(method))).toEqual([]);
  });

  it.each(rows)("has a compiled example for %s", (_dotnet, nh) => {
    const codes = codeIn(nh);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !program.includes(squeeze(code)))).toEqual([]);
  });

  it("has examples that run", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const assert = vi.spyOn(console, "assert");
    await import("./from-dotnet.js");
    expect(assert.mock.calls.filter(([holds]) => !holds)).toEqual([]);
    expect(log.mock.calls.map(([text]) => text)).toEqual([
      "localhost: 0 tested, then NoTargetFound and NoTargetFound",
      "feedback at /_nh/blobs/feedback",
      "vip; known: true; apple true",
      "14 registrations, 2 deleted, job ExportRegistrations Completed",
      "a line of 301 characters",
      "hubs demo and shop; shop is of the web team; left: false",
    ]);
  });
});
