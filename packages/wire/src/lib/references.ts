const named: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Replaces the character references of XML; what is not one stays as it is. */
export function resolveReferences(text: string): string {
  return text.replace(/&(#x?[\da-f]{1,6}|[a-z]{1,6});/gi, reference);
}

function reference(whole: string, name: string): string {
  if (!name.startsWith("#")) return named.get(name.toLowerCase()) ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
