/**
 * Breaks lines after at most `width` characters: at a space, between two tags, before `&` or after
 * `,` if the second half of the line has such a place, else anywhere. Only the spaces at which it
 * breaks are lost.
 */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let rest = [...line];
  while (rest.length > width) {
    const cut = lastBreak(rest, width);
    lines.push(rest.slice(0, cut).join(""));
    rest = rest.slice(rest[cut] === " " ? cut + 1 : cut);
  }
  lines.push(rest.join(""));
  return lines;
}

function lastBreak(characters: readonly string[], width: number): number {
  for (let cut = width; cut > width / 2; cut--) {
    const before = characters[cut - 1];
    const after = characters[cut];
    if (after === " " || after === "&" || before === "," || (before === ">" && after === "<")) return cut;
  }
  return width;
}
