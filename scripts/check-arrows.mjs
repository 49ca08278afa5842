// Fails when an import points up: from a package to one above it (decisions/002-arrows.md), or from
// a room to one above it (decisions/009-a-folder-per-subject.md).
import { findForbiddenImports } from "./arrows.mjs";
import { listFiles, listImports, readEntryPoints } from "./sources.mjs";

const files = listFiles(/^(packages|apps|bench|examples)\/.*\.(ts|tsx|mts|mjs)$/).filter(
  (file) => !/\/(fixtures|dist)\//.test(file),
);
const imports = listImports(files);
const problems = findForbiddenImports(imports, readEntryPoints());
for (const problem of problems) console.error(problem);
console.log(`${imports.length} imports in ${files.length} files, ${problems.length} of them point up`);
process.exitCode = problems.length > 0 ? 1 : 0;
