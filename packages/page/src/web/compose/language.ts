/** A tag that names a language, as apps have it: `lang:en`, `locale_de-CH`. */
const languageTag = /^(?:lang|language|locale|culture)[:_.-]([a-z]{2,3}(?:[-_][a-z\d]{2,8})*)$/i;
const names = new Intl.DisplayNames("en", { type: "language" });

/** The language that a device's tags name, in English; undefined when they name none. */
export function languageOf(tags: readonly string[]): string | undefined {
  const code = tags.map((tag) => languageTag.exec(tag)?.[1]).find(Boolean);
  if (code === undefined) return undefined;
  try {
    return names.of(code.replaceAll("_", "-"));
  } catch {
    return code;
  }
}
