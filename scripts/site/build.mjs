// `pnpm site`: builds site/ from the Markdown pages and from the docstrings of the public
// entry points. Fails when a public symbol has no docstring, when a link leads nowhere, or when a
// page would load something from another host.
import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import {
  Application,
  Comment,
  CommentTag,
  Converter,
  JSX,
  KindRouter,
  Logger,
  LogLevel,
  ReflectionKind,
} from "typedoc";
import { listFiles, readText, root } from "../sources.mjs";
import { findBrokenLinks, findForeignRequests, readPages } from "./html.mjs";
import { addressOf, documents, groupOf, moduleName, readGuides, references, titleOf } from "./pages.mjs";

const out = join(root, "site");
const guides = readGuides(readText("README.md"));
rmSync(out, { recursive: true, force: true });

/** Keeps what TypeDoc finds, so that a warning fails the build. */
class Recorder extends Logger {
  problems = [];

  addContext(message) {
    return message;
  }

  log(message, level) {
    // The members of a platform's own document have the names and the meaning that the platform
    // gives them. The type that holds them is documented.
    if (level >= LogLevel.Warn && !/\.__type\..* does not have any documentation$/.test(message))
      this.problems.push(message);
  }
}

/** The file of each Markdown page. */
const files = new Map();

class FileRouter extends KindRouter {
  getIdealBaseName(reflection) {
    const file = files.get(reflection);
    return file === undefined ? super.getIdealBaseName(reflection) : addressOf(file);
  }
}

const application = await Application.bootstrap({
  entryPoints: listFiles(/^packages\/[^/]+\/src\/[^/]+\.ts$/).filter((file) => !file.includes(".test")),
  tsconfig: join(root, "tsconfig.json"),
  skipErrorChecking: true, // `pnpm check` has type-checked everything
  basePath: root,
  name: "nh",
  readme: "README.md",
  projectDocuments: documents(listFiles(/\.md$/), guides),
  router: "file",
  disableSources: true,
  excludePrivate: true,
  excludeInternal: true,
  includeVersion: false,
  sortEntryPoints: false,
  alwaysCreateEntryPointModule: true,
  hideGenerator: true,
  includeHierarchySummary: false,
  highlightLanguages: [
    "bash",
    "bicep",
    "console",
    "csharp",
    "css",
    "dockerfile",
    "go",
    "hcl",
    "html",
    "http",
    "java",
    "javascript",
    "js",
    "json",
    "php",
    "python",
    "sh",
    "ts",
    "tsx",
    "xml",
    "yaml",
  ],
  lightHighlightTheme: "github-light",
  darkHighlightTheme: "github-dark",
  searchInComments: true,
  searchInDocuments: true,
  groupOrder: [...guides.keys(), ...references],
  navigation: { includeGroups: true, includeCategories: false, includeFolders: false },
  visibilityFilters: {},
  customCss: join(root, "scripts/site/site.css"),
  favicon: join(root, "packages/page/src/web/public/icon.svg"),
  validation: { notExported: false, invalidLink: true, invalidPath: true, notDocumented: true, rewrittenLink: true },
});
application.renderer.defineRouter("file", FileRouter);
const recorder = new Recorder();
application.logger = recorder;
application.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_, document) => {
  document.name = titleOf(document.content) ?? document.name;
  const file = relative(root, document.project.files.getReflectionPath(document) ?? "").replaceAll("\\", "/");
  document.frontmatter.group = groupOf(file, guides);
  files.set(document, file);
});
application.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
  const name = moduleName(reflection.name);
  if (name === undefined || reflection.kind !== ReflectionKind.Module) return;
  reflection.name = name;
  reflection.comment ??= new Comment();
  reflection.comment.blockTags.push(new CommentTag("@group", [{ kind: "text", text: "API" }]));
});

// A property that a type forbids has nothing to say.
application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const property of project.getReflectionsByKind(ReflectionKind.Property))
    if (property.flags.isOptional && /^(never|undefined)$/.test(String(property.type)))
      project.removeReflection(property);
});

// The guides are unfolded until a reader folds them.
const unfold = `for (const key of ${JSON.stringify([...guides.keys()])}) localStorage["tsd-accordion-" + key] ??= "true"`;
application.renderer.hooks.on("head.end", () =>
  JSX.createElement("script", null, JSX.createElement(JSX.Raw, { html: unfold })),
);

const project = await application.convert();
if (project === undefined) throw new Error(recorder.problems.join("\n"));
application.validate(project);
await application.generateDocs(project, out);

const pages = readPages(out);
const problems = [...recorder.problems, ...findBrokenLinks(pages, out), ...findForeignRequests(pages, out)];
for (const problem of problems) console.error(problem);
const bytes = [...pages.values()].reduce((sum, { text }) => sum + text.length, 0);
console.log(`site: ${pages.size} pages, ${Math.round(bytes / 1e6)} MB, ${problems.length} problems`);
process.exitCode = problems.length > 0 ? 1 : 0;
