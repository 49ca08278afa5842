import { ArgumentError } from "../argument-error.js";

/** The members that an object may have. The compiler finds one that is missing in the table. */
export type Members<Type> = Readonly<Record<keyof Type, true>>;

/**
 * Refuses a member that is not known, as options are: `tag` in place of `tags` would register a
 * device without tags.
 *
 * @param call The call as its user writes it, such as `installations.put`.
 * @param path Where the object is in the argument, such as `templates.news`; empty for the argument
 * itself.
 * @param meant Names that other clients have, and what to write here.
 * @throws {ArgumentError} naming the member, what was meant, and the members that are known.
 */
export function checkMembers<Type>(
  call: string,
  path: string,
  value: Type,
  known: Members<Type>,
  meant: Readonly<Record<string, string>>,
): void {
  for (const name of Object.keys(value as object)) {
    if (Object.hasOwn(known, name)) continue;
    const place = path === "" ? "" : `${path}.`;
    const hint = hintFor(name, Object.keys(known), meant);
    const sentence = `Unknown member "${place}${name.slice(0, 40)}".${hint} Known members: ${Object.keys(known).join(", ")}`;
    throw new ArgumentError(call, place + name, { sentence });
  }
}

function hintFor(name: string, known: readonly string[], meant: Readonly<Record<string, string>>): string {
  const lower = name.toLowerCase();
  const similar = known.find((one) => one.toLowerCase() === lower || `${lower}s` === one.toLowerCase());
  const other = Object.hasOwn(meant, name) ? meant[name] : undefined;
  const found = similar ?? other;
  return found === undefined ? "" : ` Did you mean ${found}?`;
}
