import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/*
 * What makes a start under Node slow, counted instead of timed: the files that are opened, and the
 * modules of Node itself that are loaded before a request needs them. `pnpm bench cold-start`
 * measures the time. It looks at the built packages, so build them first.
 */

/** Prints the address of each module that is imported. */
const hooks = `
  import { writeSync } from "node:fs";
  export function load(url, context, next) {
    writeSync(2, url + "\\n");
    return next(url, context);
  }`;
const dataUrl = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const register = dataUrl(`import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`);

/**
 * Runs a program in a fresh process, and returns what it printed and the files of `@nh` that it
 * opened.
 */
function start(program: string): { printed: string; files: string[] } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", register, "--input-type=module", "--eval", program],
    { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  const files = stderr.split("\n").flatMap((url) => /\/packages\/(\w+\/dist\/.*)$/.exec(url)?.[1] ?? []);
  return { printed: stdout.trim(), files };
}

const connection = JSON.stringify(
  "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b",
);
const notification = '{ platform: "apple", contentType: "application/json;charset=utf-8", headers: {}, body: "{}" }';
// No Response of the standard: that would load Node's own HTTP client.
const options = '{ fetch: async () => ({ status: 201, headers: { get: () => null }, text: async () => "" }) }';
const printLoaded = `
  const loaded = process.moduleLoadList.map((name) => name.replace("NativeModule ", ""));
  console.log(loaded.filter((name) => ["crypto", "http", "https"].includes(name)).join());`;

describe("@nh/client, started by Node,", () => {
  it.each([
    ["the class", "@nh/client", 7],
    ["the free functions", "@nh/client/operations", 12],
  ])("opens few files for an import of %s, and loads no HTTP or cryptography of Node", (_name, entryPoint, most) => {
    const { printed, files } = start(`await import("${entryPoint}"); ${printLoaded}`);
    expect(printed).toBe("");
    expect(files).toContain("client/dist/node/core.js");
    expect(files.length, files.join("\n")).toBeLessThanOrEqual(most);
  });

  it.each([
    [
      "the class",
      `import { NotificationHubClient } from "@nh/client";
      const { state } = await new NotificationHubClient(${connection}, "hub", ${options}).send(${notification}, "a");`,
    ],
    [
      "the free functions",
      `import { createContext, send } from "@nh/client/operations";
      const { state } = await send(createContext(${connection}, "hub", ${options}), ${notification}, "a");`,
    ],
  ])("opens few files for a send through %s, and loads cryptography only", (_name, send) => {
    const { printed, files } = start(`${send} console.log(state); ${printLoaded}`);
    expect(printed).toBe("enqueued\ncrypto");
    expect(files.length, files.join("\n")).toBeLessThanOrEqual(13);
  });
});
