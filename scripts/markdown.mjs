// Reads what a test can check in documentation: code blocks, commands, links and package names.
import { posix } from "node:path";

/**
 * The fenced blocks of a Markdown file: language, content, and the line where the content starts.
 */
export function codeBlocks(markdown) {
  const blocks = [];
  let open;
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^\s*(`{3,})(\w*)/.exec(line);
    if (!open && fence) open = { fence: fence[1], language: fence[2], line: index + 2, lines: [] };
    else if (open && line.trim() === open.fence) {
      blocks.push({ language: open.language, line: open.line, text: open.lines.join("\n") });
      open = undefined;
    } else open?.lines.push(line);
  }
  return blocks;
}

/** The commands of shell blocks, continuation lines joined, prompts and comments removed. */
export function shellCommands(markdown) {
  return codeBlocks(markdown)
    .filter(({ language }) => ["sh", "bash", "shell", "console"].includes(language))
    .flatMap(({ text, line }) =>
      text
        .replace(/\\\n\s*/g, " ")
        .split("\n")
        .map((command) => ({
          line,
          command: command
            .replace(/^\$ /, "")
            .replace(/(^|\s)#.*$/, "")
            .trim(),
        }))
        .filter(({ command }) => command !== ""),
    );
}

/** The targets of relative links, without their anchors. */
export function relativeLinks(markdown) {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.split("#")[0])
    .filter((target) => target && !/^[a-z]+:/.test(target));
}

/** The package specifiers in code and prose, such as `@nh/auth/verify`. */
export function packageSpecifiers(text) {
  return [...text.matchAll(/@nh\/[a-z]+(?:\/[a-z]+)?(?![\w/*-])/g)].map(([specifier]) => specifier);
}

/**
 * Files and folders of this repository in code spans. A bare file name after a path on the same
 * line stands in the same folder. A path ends before a placeholder such as `*` or `<platform>`.
 *
 * @param {string} markdown
 * @returns {string[]}
 */
export function namedPaths(markdown) {
  return markdown.split("\n").flatMap((line) => {
    let folder;
    return Array.from(line.matchAll(/`([^`\s]+)`/g), ([, code]) => {
      if (/^(packages|apps|bench|decisions|docs|examples|scripts)\//.test(code)) {
        const path = code.replace(/[*<].*$/, "");
        folder ??= posix.dirname(path);
        return path;
      }
      return folder !== undefined && /^[\w.-]+\.(ts|tsx|mjs|json|md)$/.test(code) ? `${folder}/${code}` : undefined;
    }).flatMap((path) => path ?? []);
  });
}
