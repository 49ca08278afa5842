// Fails when an import points against the arrows of decisions/002-arrows.md.
import { findForbiddenImports } from "./arrows.mjs";
import { listFiles, listImports, readDoors } from "./sources.mjs";

const files = listFiles(/^(packages|apps|bench|examples)\/.*\.(ts|tsx|mts|mjs)$/).filter(
  (file) => !/\/(fixtures|dist)\//.test(file),
);
const imports = listImports(files);
const problems = findForbiddenImports(imports, readDoors());
for (const problem of problems) console.error(problem);
console.log(`${imports.length} imports in ${files.length} files, ${problems.length} against the arrows`);
process.exitCode = problems.length > 0 ? 1 : 0;
