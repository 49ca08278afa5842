import ts from "typescript";
import { describe, expect, it } from "vitest";
import { root } from "./sources.mjs";

/** The methods that most programs call: each shows an example where it is called. */
const mostUsed = [
  "send",
  "schedule",
  "cancelScheduled",
  "sendToDevices",
  "waitForOutcome",
  "feedback",
  "installations.put",
  "installations.get",
  "installations.exists",
  "installations.patch",
  "installations.delete",
  "installations.list",
  "installations.addTags",
  "installations.removeTags",
  "installations.setTemplate",
  "registrations.create",
  "registrations.list",
  "registrations.deleteByHandle",
  "jobs.submit",
  "jobs.wait",
];
const classes = {
  "": "packages/client/src/lib/client.ts",
  "installations.": "packages/client/src/lib/groups/installations.ts",
  "registrations.": "packages/client/src/lib/groups/registrations.ts",
  "jobs.": "packages/client/src/lib/groups/jobs.ts",
};

/** What examples may use besides what the packages export. */
const surroundings = `
import { anyOf, everyone, NotificationHubClient, patch, user, type Installation, type NotificationHubJob } from "@nh/client";
import { apple, content } from "@nh/payloads";
declare const client: NotificationHubClient;
declare const result: { notificationId?: string };
declare const phone: Installation;
declare const job: NotificationHubJob;
declare const [deviceToken, containerUrl]: [string, string];
declare const handles: string[];
declare const inTwoHours: Date;
declare function forget(platform: string, handle: string): Promise<void>;
export { anyOf, apple, client, containerUrl, content, deviceToken, everyone, forget, handles, inTwoHours, job, patch, phone, result, user };
`;

const examplesFile = `${root}scripts/hover-examples.ts`;
let examplesText = surroundings;

const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
const files = Object.values(classes).map((path) => root + path);
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [...files, examplesFile],
  getScriptVersion: (file) => (file === examplesFile ? String(examplesText.length) : "1"),
  getScriptSnapshot: (file) => {
    const text = file === examplesFile ? examplesText : ts.sys.readFile(file);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => root,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (file) => file === examplesFile || ts.sys.fileExists(file),
  readFile: ts.sys.readFile,
  readDirectory: ts.sys.readDirectory,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

/** `withResponse` of what a call returns, and what is on the response. */
const responses = {
  "HubPromise.": "packages/client/src/lib/hub-promise.ts",
  "CallResponse.": "packages/client/src/lib/hub-promise.ts",
  "WithResponse.": "packages/client/src/lib/hub-promise.ts",
  "ContentPromise.": "packages/client/src/lib/operations/content-send.ts",
  "PagedList.": "packages/client/src/lib/pages.ts",
};

interface Hover {
  readonly name: string;
  readonly text: string;
  readonly examples: readonly string[];
}

/** What an editor shows for each public method, every overload by itself. */
function hoversOf(prefix: string, path: string): Hover[] {
  const source = service.getProgram()?.getSourceFile(root + path);
  const hovers: Hover[] = [];
  source?.forEachChild((node) => {
    if (!ts.isClassDeclaration(node)) return;
    for (const member of node.members) {
      if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name)) continue;
      const info = service.getQuickInfoAtPosition(root + path, member.name.getStart());
      const tags = info?.tags ?? [];
      hovers.push({
        name: prefix + member.name.text,
        text: ts.displayPartsToString(info?.documentation),
        examples: tags.filter(({ name }) => name === "example").map(({ text }) => ts.displayPartsToString(text)),
      });
    }
  });
  return hovers;
}

/** What an editor shows for each member of an interface, and for the interface itself. */
function hoversOfInterface(prefix: string, path: string): Hover[] {
  const hovers: Hover[] = [];
  const file = root + path;
  service
    .getProgram()
    ?.getSourceFile(file)
    ?.forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node) || `${node.name.text}.` !== prefix) return;
      for (const { name } of [node, ...node.members]) {
        if (name === undefined) continue;
        const info = service.getQuickInfoAtPosition(file, name.getStart());
        const text = ts.displayPartsToString(info?.documentation);
        hovers.push({ name: prefix + name.getText(), text, examples: [] });
      }
    });
  return hovers;
}

const hovers = Object.entries(classes).flatMap(([prefix, path]) => hoversOf(prefix, path));

describe("what an editor shows", () => {
  it("explains every method where it is called", () => {
    expect(hovers.length).toBeGreaterThan(40);
    expect(hovers.filter(({ text }) => text.trim() === "").map(({ name }) => name)).toEqual([]);
  });

  it("explains withResponse and what comes with it", () => {
    const shown = Object.entries(responses).flatMap(([prefix, path]) => hoversOfInterface(prefix, path));
    const names = shown.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["HubPromise.withResponse", "ContentPromise.withResponse"]));
    expect(shown.filter(({ text }) => text.trim() === "").map(({ name }) => name)).toEqual([]);
    expect(shown.filter(({ text }) => text.includes("{@"))).toEqual([]);
  });

  it("shows what withResponse returns at its call", () => {
    examplesText = `${surroundings}export const whole = client.installations.get("anns-phone").withResponse();`;
    const info = service.getQuickInfoAtPosition(examplesFile, examplesText.indexOf("withResponse"));
    expect(ts.displayPartsToString(info?.displayParts)).toContain("WithResponse<Installation, CallResponse>");
    expect(ts.displayPartsToString(info?.documentation)).toContain("status, headers and identifiers of the response");
  });

  it("shows no raw link", () => {
    const raw = hovers.filter(({ text, examples }) => `${text}${examples}`.includes("{@"));
    expect(raw.map(({ name, text }) => `${name}: ${text}`)).toEqual([]);
  });

  it.each(mostUsed)("has an example for %s", (name) => {
    const found = hovers.filter((hover) => hover.name === name);
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(({ examples }) => examples)).not.toEqual([]);
  });

  it("shows examples that compile", () => {
    const examples = hovers.flatMap(({ examples: found }) => found);
    examplesText = [
      surroundings,
      ...examples.map((example, index) => `export async function example${index}() {\n${example}\n}`),
    ].join("\n");
    const problems = service
      .getSemanticDiagnostics(examplesFile)
      .concat(service.getSyntacticDiagnostics(examplesFile))
      // A declaration that an example makes for its reader is not used in so short a text.
      .filter(({ code }) => code !== 6133 && code !== 6198)
      .map(({ messageText, start = 0 }) => {
        const line = examplesText.slice(0, start).split("\n").length;
        return `${ts.flattenDiagnosticMessageText(messageText, "\n")} in: ${examplesText.split("\n")[line - 1]}`;
      });
    expect(problems).toEqual([]);
  });
});
