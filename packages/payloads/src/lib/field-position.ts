/**
 * Where a field of a document is: a 0-based index of UTF-16 code units; `undefined` for the
 * document itself, and where nothing of the path is found. Each part of the path is looked for
 * behind the one before, so the place is that of the innermost part that is there.
 *
 * @param field A path as `PayloadError` has it: `aps.alert.title`, `toast.visual.binding.text[1]`,
 * `badge@value`.
 */
export function fieldPosition(document: string, field: string): number | undefined {
  const isXml = /^[\s\ufeff]*</.test(document);
  let found: number | undefined;
  for (const [, mark = "", name = "", index] of field.matchAll(/(@?)([^.[\]@]+)(?:\[(\d+)\])?/g)) {
    if (name === '""') continue;
    const places = isXml ? xmlPlaces(name, mark === "@") : new RegExp(`"${escaped(name)}"\\s*:`, "g");
    places.lastIndex = found === undefined ? 0 : found + 1;
    let next = places.exec(document);
    // Items of a JSON list have no name of their own.
    for (let skipped = 0; isXml && skipped < Number(index ?? 0); skipped++) next = places.exec(document) ?? next;
    if (next === null) break;
    found = next.index + (mark === "@" ? 1 : 0);
  }
  return found;
}

function xmlPlaces(name: string, isAttribute: boolean): RegExp {
  return isAttribute
    ? new RegExp(`\\s${escaped(name)}\\s*=`, "g")
    : new RegExp(`<(?:\\w+:)?${escaped(name)}(?=[\\s/>])`, "g");
}

function escaped(name: string): string {
  return name.replace(/[$()*+.?[\\\]^{|}-]/g, "\\$&");
}
