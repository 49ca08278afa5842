/**
 * Text from elsewhere (tags, payloads, handles, responses of a service) may hold escape sequences
 * that recolor, retitle or overwrite a terminal, or characters that reorder what one reads. They
 * are never written raw.
 */
const unsafe = /[^\P{Cc}\t\n]|(?![\u200c\u200d])\p{Cf}|[\u2028\u2029]/gu;

/**
 * As `\\u001b`; a character beyond the basic plane becomes two escapes, so that JSON stays JSON.
 */
const escapeCharacter = (character: string) =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");

/**
 * Several lines for a terminal: line breaks and tabs stay; other control and invisible characters
 * are escaped.
 */
export function terminalBlock(text: string): string {
  return text.replace(/\r\n/g, "\n").replace(unsafe, escapeCharacter);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a color sequence.
const colorSequence = /(\u001b\[\d{1,3}m)/;

/** Several lines that hold colors of ours: the escape sequences of colors stay too. */
export function terminalColored(text: string): string {
  return text
    .split(colorSequence)
    .map((part, index) => (index % 2 === 1 ? part : terminalBlock(part)))
    .join("");
}

/** One line for a terminal, as in a table cell or a message. */
export function terminalLine(text: string): string {
  return terminalBlock(text).replace(/\n/g, "\\n").replace(/\t/g, "\\t");
}

/**
 * A template tag for one line of text: whatever is put in is escaped as by {@link terminalLine},
 * the words around it are not.
 */
export function terminalText(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: words }, ...values.map((value) => terminalLine(String(value))));
}

/**
 * Escapes the characters that `JSON.stringify` leaves raw; the result is the same JSON, safe for a
 * terminal.
 */
export function terminalJson(json: string): string {
  return json.replace(unsafe, escapeCharacter);
}

const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}])/u;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Columns of a terminal that the text takes: two for wide East Asian characters and emoji, none for
 * combining marks.
 */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Breaks long lines between words; each further line begins with the indent. */
export function wrapWords(text: string, columns: number, indent: string): string {
  return text
    .split("\n")
    .map((line) => wrapLine(line, columns, indent))
    .join("\n");
}

function wrapLine(line: string, columns: number, indent: string): string {
  if (displayWidth(line) <= columns) return line;
  const [first = "", ...words] = line.split(" ");
  const lines = [first];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(indent + word);
  }
  return lines.join("\n");
}

/** Splits a string that has no spaces into lines of at most so many columns. */
export function breakLine(text: string, columns: number): readonly string[] {
  const lines = [""];
  for (const character of text) {
    const longer = `${lines.at(-1)}${character}`;
    if (displayWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(character);
  }
  return lines;
}

/** The text, cut to so many columns with an ellipsis. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = "";
  let width = 0;
  for (const { segment } of segmenter.segment(text)) {
    width += wide.test(segment) ? 2 : 1;
    if (width > columns - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}
