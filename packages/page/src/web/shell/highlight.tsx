import { WithIdLinks } from "./id-links.js";

export type Language = "http" | "headers" | "body" | "typescript";

/**
 * Colors text by its kind and links the ids in it. The text itself always goes through Preact,
 * which escapes it.
 */
export function Highlight({ text, language }: { text: string; language: Language }) {
  return (
    <code>
      {tokens(text, language).map(({ kind, text: part }, index) =>
        kind === undefined ? (
          <WithIdLinks key={index} text={part} />
        ) : (
          <span key={index} class={`token-${kind}`}>
            <WithIdLinks text={part} />
          </span>
        ),
      )}
    </code>
  );
}

interface Token {
  readonly kind: string | undefined;
  readonly text: string;
}

/** Longer text is shown plain: colors are not worth a slow page. */
const MAX_LENGTH = 32_768;

const patterns = {
  json: /(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?|true|false|null)/g,
  xml: /(?<name><[/?!]?[\w:.-]+|[/?]?>)|(?<attribute>[\w:.-]+(?==))|(?<string>"[^"]*"|'[^']*')/g,
  headers: /^(?<name>[A-Za-z0-9-]+:)/gm,
  typescript:
    /(?<string>"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<keyword>\b(?:import|from|const|new|await)\b)|(?<number>\b(?:true|false|\d+)\b)/g,
} as const;

/** The pieces of text with what each is; joined, they are the same text. */
export function tokens(text: string, language: Language): Token[] {
  if (text.length > MAX_LENGTH) return [{ kind: undefined, text }];
  if (language === "headers" || language === "typescript") return match(text, patterns[language]);
  if (language === "body") return match(text, text.trimStart().startsWith("<") ? patterns.xml : patterns.json);
  const blank = /\r?\n\r?\n/.exec(text);
  const headEnd = blank === null ? text.length : blank.index;
  const lineEnd = text.indexOf("\n") < 0 ? headEnd : Math.min(text.indexOf("\n"), headEnd);
  return [
    { kind: "start", text: text.slice(0, lineEnd) },
    ...match(text.slice(lineEnd, headEnd), patterns.headers),
    ...tokens(text.slice(headEnd), "body"),
  ];
}

function match(text: string, pattern: RegExp): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const { index, 0: part, groups } of text.matchAll(pattern)) {
    if (index > end) found.push({ kind: undefined, text: text.slice(end, index) });
    const kind = Object.entries(groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    found.push({ kind, text: part });
    end = index + part.length;
  }
  if (end < text.length) found.push({ kind: undefined, text: text.slice(end) });
  return found;
}
