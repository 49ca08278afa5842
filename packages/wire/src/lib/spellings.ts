const encoder = /* @__PURE__ */ new TextEncoder();

const referenceNames: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["&", "amp"],
  ["<", "lt"],
  [">", "gt"],
  ['"', "quot"],
  ["'", "apos"],
  ["+", "plus"],
  ["/", "sol"],
  ["=", "equals"],
]);

/**
 * Makes a pattern of a value in any case, and as percent-encoding (also repeated), HTML, JSON, and
 * OData may write it.
 */
export function spellingsOf(value: string): RegExp {
  return new RegExp(Array.from(value, spellingOf).join(""), "gi");
}

/** Only letters and digits are never escaped. */
function spellingOf(character: string): string {
  if (/[A-Za-z\d]/.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const percent = Array.from(encoder.encode(character), (byte) => `%(?:25){0,3}${byte.toString(16).padStart(2, "0")}`);
  // A blank may have been a plus sign. A quote may be doubled, and a slash may follow a backslash.
  const literal = /[ +]/.test(character) ? "[ +]" : `\\\\?\\${character}{1,2}`;
  const reference = `&(?:amp;)?(?:#0*${code}|#x0*${hex}|${referenceNames.get(character) ?? "#"});`;
  return `(?:${literal}|${percent.join("")}|${reference}|\\\\u${hex.padStart(4, "0")})`;
}
