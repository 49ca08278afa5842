// Fails when a line of a comment or of Markdown is wider than 100 columns.
import { findWideLines, MAX_COLUMNS } from "./columns.mjs";
import { listFiles, readText } from "./sources.mjs";

const files = listFiles(/\.(md|ts|tsx|mts|mjs|css|ya?ml|sh)$|^\.ci\/run$/).filter(
  (file) => !/(^|\/)(fixtures|dist)\/|CHANGELOG\.md$|^docs\/cli\.md$|\.generated\.|^pnpm-lock\.yaml$/.test(file),
);
const wide = files.flatMap((file) => findWideLines(file, readText(file)).map((line) => `${file}:${line}`));
for (const place of wide) console.error(`${place}: This line is wider than ${MAX_COLUMNS} columns. Wrap it.`);
console.log(`comments and Markdown in ${files.length} files, ${wide.length} lines wider than ${MAX_COLUMNS} columns`);
process.exitCode = wide.length > 0 ? 1 : 0;
