/** `threadId` as `thread-id`. */
export type KebabCase<Name> = Separated<Name, "-">;
/** `collapseKey` as `collapse_key`. */
export type SnakeCase<Name> = Separated<Name, "_">;

type Separated<Name, Separator extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Separated<Rest, Separator>}`
    : `${Separator}${Lowercase<First>}${Separated<Rest, Separator>}`
  : Name;

/** A payload type with its names in snake_case, at every depth but in what is free of form. */
export type SnakeCased<Value> = Value extends string | number | boolean | readonly unknown[] | null | undefined
  ? Value
  : string extends keyof Value
    ? Value
    : { readonly [Key in keyof Value as SnakeCase<Key>]: SnakeCased<Value[Key]> };

/** How typed input spells a name of the wire: `threadId` for `thread-id`. */
export function camelCase(name: string): string {
  return name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
