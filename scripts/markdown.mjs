// What the documentation says that can be checked: code blocks, commands, links and package specifiers.

/** Fenced blocks of a Markdown text: language, content and the line the block starts on. */
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

/** Commands of shell blocks: one string per line, continuation lines joined, prompts and comments removed. */
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

/** Targets of relative links, without their anchor. */
export function relativeLinks(markdown) {
  return [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.split("#")[0])
    .filter((target) => target && !/^[a-z]+:/.test(target));
}

/** Package specifiers named anywhere in a text, in code or prose: `@nh/auth/verify`. */
export function packageSpecifiers(text) {
  return [...text.matchAll(/@nh\/[a-z]+(?:\/[a-z]+)?(?![\w/*-])/g)].map(([specifier]) => specifier);
}
