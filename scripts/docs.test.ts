import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { startHub } from "@nh/hub/node";
import { platforms } from "@nh/payloads";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeBlocks, namedPaths, packageSpecifiers, relativeLinks, shellCommands } from "./markdown.mjs";
import { listFiles, readEntryPoints, readText, root } from "./sources.mjs";

const run = promisify(execFile);
const pages = listFiles(/\.md$/).filter((file) => !/CHANGELOG|^\.changeset\//.test(file));
const snippets = pages.flatMap((page) =>
  codeBlocks(readText(page))
    .filter(({ language }) => language === "ts")
    .map((block, index) => ({
      ...block,
      prints: promisedOutput(readText(page), block.text),
      page,
      name: `${page.replace(/\W+/g, "-")}-${index + 1}`,
    })),
);
const folder = join(root, "examples/.snippets");

/** What the page says behind a block that it prints, as in README: "It prints `ann`." */
function promisedOutput(markdown: string, block: string): string | undefined {
  const [, after = ""] = markdown.split(block);
  return /^\n`{3,}\n\nIt prints `([^`]+)`/.exec(after)?.[1];
}

describe("documentation", () => {
  it("links only to files that exist", () => {
    const broken = pages.flatMap((page) =>
      relativeLinks(readText(page))
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("names only entry points that the packages have, in pages and in source comments", () => {
    const entryPoints = new Set(
      Object.entries(readEntryPoints()).flatMap(([name, paths]) => paths.map((path) => `@nh/${name}${path.slice(1)}`)),
    );
    for (const name of ["cli", "demo", "bench", "examples"]) entryPoints.add(`@nh/${name}`);
    const unknown = [...pages, ...listFiles(/^(packages|apps)\/.*\/(src|compose|server|story|web)\/.*\.tsx?$/)].flatMap(
      (file) =>
        packageSpecifiers(readText(file))
          .filter(
            (specifier) =>
              !entryPoints.has(specifier) &&
              !/Symbol\.for|brand/.test(specifier) &&
              !readText(file).includes(`Symbol.for("${specifier}`),
          )
          .map((specifier) => `${file}: ${specifier}`),
    );
    expect(unknown).toEqual([]);
  });

  it.each(["README.md", "CONTRIBUTING.md", "SECURITY.md"].filter((page) => pages.includes(page)))(
    "names only files and folders that exist in %s",
    (page) => {
      const paths = namedPaths(readText(page));
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    },
  );

  it("lists every platform in the glossary", () => {
    const [row = ""] = readText("docs/glossary.md").match(/^\| platform \|.*$/m) ?? [];
    expect(Array.from(row.matchAll(/`(\w+)`/g), ([, name]) => name)).toEqual([...platforms]);
  });

  it("names only package scripts that exist", () => {
    const scripts = Object.keys(JSON.parse(readText("package.json")).scripts);
    const builtIn = ["install", "start", "test", "exec", "add", "dlx", "pack", "i"];
    const unknown = pages.flatMap((page) =>
      shellCommands(readText(page)).flatMap(({ command, line }) => {
        const script = /^(?:pnpm|npm)(?: run)? ([\w:-]+)/.exec(command)?.[1];
        return script && !scripts.includes(script) && !builtIn.includes(script) ? [`${page}:${line}: ${command}`] : [];
      }),
    );
    expect(unknown).toEqual([]);
  });

  it("names only commands and flags that nh has", async () => {
    const commands = pages.flatMap((page) =>
      shellCommands(readText(page)).flatMap(({ command, line }) => {
        const words = /^(?:(?:pnpm )?nh|npx @nh\/cli) (.*)$/
          .exec(command)?.[1]
          ?.split(/ -- | [|>] /)[0]
          ?.match(/"[^"]*"|'[^']*'|\S+/g);
        return words ? [{ where: `${page}:${line}: ${command}`, words }] : [];
      }),
    );
    const { stdout } = await run(process.execPath, [join(root, "apps/cli/dist/bin.js"), "help", "reference"]);
    const [preamble = "", ...rest] = stdout.split(/^### /m);
    const helpOf = new Map(rest.map((section) => [section.split("\n", 1)[0]?.replace(/^nh /, "") ?? "", section]));
    const wrong = commands.flatMap(({ where, words }) => {
      const firstFlag = words.findIndex((word) => word.startsWith("-"));
      const verbs = firstFlag < 0 ? words : words.slice(0, firstFlag);
      // What follows the verbs is an argument: `nh hub exec npm`, `nh help exit-codes`.
      const lengths = verbs.map((_, index) => verbs.length - index);
      const name = lengths.map((length) => verbs.slice(0, length).join(" ")).find((prefix) => helpOf.has(prefix));
      const isTopic = verbs[0] === "help" && (verbs[1] === undefined || helpOf.has(verbs[1]));
      const help = `${helpOf.get(name ?? "") ?? ""}${preamble}--help --version`;
      const flags = words.flatMap((word) => /^--[\w-]+/.exec(word)?.[0] ?? []);
      const isKnown = name !== undefined || isTopic || verbs.length === 0;
      return isKnown && flags.every((flag) => help.includes(flag)) ? [] : [where];
    });
    expect(wrong).toEqual([]);
  });

  it("has examples that compile", () => {
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
    const files = new Map(snippets.map(({ name, text }) => [join(folder, `${name}.ts`), `${text}\nexport {};\n`]));
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (path) => files.has(path) || fileExists(path);
    host.readFile = (path) => files.get(path) ?? readFile(path);
    host.getSourceFile = (path, languageVersion) => {
      const text = files.get(path);
      return text === undefined
        ? getSourceFile(path, languageVersion)
        : ts.createSourceFile(path, text, languageVersion);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const problems = [...files.keys()].flatMap((path) => {
      const source = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
        (problem) => `${path.slice(folder.length + 1)}: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`,
      );
    });
    expect(problems).toEqual([]);
  }, 120_000);

  describe("examples that run as printed", () => {
    let hub: Awaited<ReturnType<typeof startHub>>;
    beforeAll(async () => {
      hub = await startHub({ port: 0, httpsPort: false });
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, "vitest.config.mjs"),
        'export default { test: { include: ["*.test.mjs"], root: import.meta.dirname ?? new URL(".", import.meta.url).pathname } };\n',
      );
    });
    afterAll(async () => {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it("include some whose output the page promises", () => {
      expect(snippets.filter(({ prints }) => prints !== undefined).map(({ page }) => page)).toContain("README.md");
    });

    it.each(snippets.map((snippet) => [snippet.name, snippet] as const))(
      "%s",
      async (_, { name, text, page, line, prints }) => {
        const isTest = /from "vitest"/.test(text);
        const file = join(folder, `${name}${isTest ? ".test" : ""}.mjs`);
        const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
        writeFileSync(file, ts.transpileModule(text, { compilerOptions: options }).outputText);
        const command = isTest
          ? [join(root, "node_modules/vitest/vitest.mjs"), "run", "--config", join(folder, "vitest.config.mjs"), file]
          : [file];
        const env = { ...process.env, NH_CONNECTION_STRING: hub.connectionString, NH_HUB: hub.hubName };
        const { stdout } = await run(process.execPath, command, { cwd: folder, env, timeout: 60_000 }).catch(
          (error) => {
            throw new Error(`${page}:${line} does not run:\n${error.stdout}\n${error.stderr}`);
          },
        );
        if (prints !== undefined) expect(stdout.trim()).toBe(prints);
      },
      90_000,
    );
  });
});
