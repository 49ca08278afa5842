// Fails when an import points up: from a package to one above it (decisions/002-arrows.md), or from
// a room to one above it (decisions/009-a-folder-per-subject.md). Fails as well when files import
// each other in a circle, and prints the path of one.
import { findForbiddenImports } from "./arrows.mjs";
import { findCircles } from "./circles.mjs";
import { linkFiles, listFiles, listImports, readChoices, readEntryPoints } from "./sources.mjs";

const files = listFiles(/^(packages|apps|bench|examples|scripts)\/.*\.(ts|tsx|mts|mjs)$/).filter(
  (file) => !/\/(fixtures|dist)\//.test(file),
);
const imports = listImports(files);
const problems = findForbiddenImports(imports, readEntryPoints());
const circles = findCircles(linkFiles(imports, files, readChoices()));
for (const problem of problems) console.error(problem);
if (circles[0] !== undefined) console.error(`Import circle: ${circles[0].join(" → ")}`);
console.log(
  `${imports.length} imports in ${files.length} files, ${problems.length} of them point up, ${circles.length} circles`,
);
process.exitCode = problems.length + circles.length > 0 ? 1 : 0;
