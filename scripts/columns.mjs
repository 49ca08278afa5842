// Lines of comments and Markdown that are too wide. Apart from the command, so that it can be
// tested.
import ts from "typescript";

/** The widest line of a comment or of Markdown, in characters. The formatter wraps the code. */
export const MAX_COLUMNS = 100;

/**
 * Lines that are too wide and could be broken at a space: in Markdown outside tables, headings and
 * code blocks, and in comments outside code blocks and directives of tools. A long word that stands
 * alone, such as an address, cannot be broken.
 *
 * @param {string} file its ending says how to read it
 * @param {string} text
 * @returns {number[]} line numbers, from 1
 */
export function findWideLines(file, text) {
  const lines = text.split("\n");
  return proseLines(file, text, lines)
    .filter((number) => isTooWide(lines[number - 1]))
    .sort((left, right) => left - right);
}

function proseLines(file, text, lines) {
  if (file.endsWith(".md")) return markdownProse(lines);
  if (/\.(ts|tsx|mts|mjs)$/.test(file)) return commentLines(text, scriptComments(file, text));
  if (file.endsWith(".css")) return commentLines(text, styleComments(text));
  return lines.flatMap((line, index) => (/^\s*# /.test(line) ? [index + 1] : []));
}

function isTooWide(line) {
  const words = line
    .trim()
    .replace(/^((\/\/|\/?\*+|#|[-+>]|\d+\.)\s+)+/, "")
    .split(/\s+/);
  return [...line].length > MAX_COLUMNS && words.length > 1;
}

function markdownProse(lines) {
  let fence;
  return lines.flatMap((line, index) => {
    const mark = /^\s*(`{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark === fence)) fence = fence === undefined ? mark : undefined;
    return fence !== undefined || /^\s*(\||#|`{3})/.test(line) ? [] : [index + 1];
  });
}

function commentLines(text, ranges) {
  const numbers = new Set();
  for (const { pos, end } of ranges) {
    const comment = text.slice(pos, end);
    if (/^\/\/+\s*(biome-|@ts-|<reference|#)/.test(comment)) continue;
    const first = text.slice(0, pos).split("\n").length;
    const endColumn = [...text.slice(text.lastIndexOf("\n", end - 1) + 1, end)].length;
    const last = first + comment.split("\n").length - 1;
    let inFence = false;
    for (const [index, line] of comment.split("\n").entries()) {
      const isFence = /^\s*\*?\s*```/.test(line);
      if (isFence) inFence = !inFence;
      // Code after a comment on the same line is the formatter's business.
      const isNarrow = first + index === last && endColumn <= MAX_COLUMNS;
      if (!inFence && !isFence && !isNarrow) numbers.add(first + index);
    }
  }
  return [...numbers];
}

function scriptComments(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const ranges = [];
  const visit = (node) => {
    const children = node.getChildren(source);
    if (children.length === 0 && node.kind !== ts.SyntaxKind.JsxText) {
      ranges.push(...(ts.getLeadingCommentRanges(text, node.pos) ?? []));
      ranges.push(...(ts.getTrailingCommentRanges(text, node.end) ?? []));
    }
    for (const child of children) if (!isJsDoc(child)) visit(child);
  };
  visit(source);
  return ranges;
}

function isJsDoc({ kind }) {
  return kind >= ts.SyntaxKind.FirstJSDocNode && kind <= ts.SyntaxKind.LastJSDocNode;
}

function styleComments(text) {
  return Array.from(text.matchAll(/\/\*[\s\S]*?\*\//g), ({ index, 0: comment }) => ({
    pos: index,
    end: index + comment.length,
  }));
}
