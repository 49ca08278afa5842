/** The codes of ECMA-48 that turn each style on and off. */
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** The styles that the output uses. */
export type Style = keyof typeof codes;

/** Where the story is printed: lines of a width, with or without color. */
export interface Terminal {
  /** Columns to write in: between 60 and 110, so that lines stay readable on wide screens. */
  readonly width: number;
  /** Writes one line. */
  line(text?: string): void;
  /** Returns the text in a style, or unchanged without color. */
  paint(style: Style, text: string): string;
}

/** The parts of a stream, such as standard output, that a terminal needs. */
export interface TextStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Uses color only on a terminal, and not when NO_COLOR is set. */
export function createTerminal(
  stream: TextStream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const colored = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
  return {
    width: Math.max(60, Math.min(stream.columns ?? 100, 110)),
    line: (text = "") => void stream.write(`${text}\n`),
    paint: (style, text) => (colored ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text),
  };
}
