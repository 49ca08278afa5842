/** What switches each style on and off again: the codes of ECMA-48. */
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

/** Where the story is told: lines of a width, in colour or not. */
export interface Terminal {
  /** Columns to write in: between 60 and 110, so that lines stay readable on wide screens. */
  readonly width: number;
  /** Writes one line. */
  line(text?: string): void;
  /** The text in a style, or as it is where there is no colour. */
  paint(style: Style, text: string): string;
}

/** What is needed of a stream such as standard output. */
export interface TextStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Colour only on a terminal, and never when NO_COLOR is set. */
export function createTerminal(
  stream: TextStream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const coloured = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
  return {
    width: Math.max(60, Math.min(stream.columns ?? 100, 110)),
    line: (text = "") => void stream.write(`${text}\n`),
    paint: (style, text) => (coloured ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text),
  };
}
