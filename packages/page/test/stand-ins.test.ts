import { build } from "vite";
import { expect, it } from "vitest";
import { replaceModules } from "../stand-ins.js";

const buildWith = (standIns: Readonly<Record<string, string>>) =>
  build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, rolldownOptions: { input: import.meta.filename } },
    plugins: [replaceModules({ "/stand-ins.test.ts": "globalThis.replaced = 1;", ...standIns })],
  });

it("puts a stand-in in the place of a module", async () => {
  expect(JSON.stringify(await buildWith({}))).toContain("replaced");
});

it("fails the build when a stand-in replaces nothing, as after the file was moved", async () => {
  await expect(buildWith({ "/moved.ts": "" })).rejects.toThrow("No module was replaced for /moved.ts.");
});
