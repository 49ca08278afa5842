/** A property in an expression. */
export interface PropertyTerm {
  readonly type: "property";
  /** As written. */
  readonly name: string;
  /** In lower case, for the lookup, since names ignore letter case. */
  readonly key: string;
  /** `$` the value, `.` shortened with `...`, `%` URI-encoded, `#` a number. */
  readonly form: "value" | "ellipsis" | "uri" | "number";
  /** Greatest length of the result in UTF-16 code units. */
  readonly length: number | undefined;
  /** The value of a property that is missing. */
  readonly fallback: string | undefined;
  /** Where the term begins in the expression. */
  readonly start: number;
}

/** Fixed text within braces. */
export interface LiteralTerm {
  readonly type: "literal";
  readonly value: string;
  readonly start: number;
}

/** An expression: its terms are joined. */
export interface Expression {
  readonly terms: readonly (PropertyTerm | LiteralTerm)[];
  readonly braced: boolean;
}

/** The values of properties by lower-case name. */
export type PropertyLookup = ReadonlyMap<string, string>;

/**
 * What the service takes for a number; a sign is not part of it (Notification Hubs "Templates",
 * expression language).
 */
const numberPattern = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** Whether a value may be written bare in a JSON document in place of `#(p)`. */
export function isBareNumber(value: string): boolean {
  return numberPattern.test(value);
}

/** The string that an expression stands for. */
export function evaluate(expression: Expression, properties: PropertyLookup): string {
  const { terms } = expression;
  const [first] = terms;
  if (first !== undefined && terms.length === 1) return evaluateTerm(first, properties);
  let text = "";
  for (const term of terms) text += evaluateTerm(term, properties);
  return text;
}

function evaluateTerm(term: PropertyTerm | LiteralTerm, properties: PropertyLookup): string {
  if (term.type === "literal") return term.value;
  const value = properties.get(term.key) ?? term.fallback ?? "";
  switch (term.form) {
    case "value":
      return term.length === undefined ? value : clip(value, term.length);
    case "ellipsis":
      return ellipsis(value, term.length ?? 0);
    case "uri":
      return encodeUri(value);
    case "number":
      return value;
  }
}

/**
 * The first characters. Half of a surrogate pair at the cut is dropped, since it could not be sent.
 */
function clip(value: string, length: number): string {
  if (value.length <= length) return value;
  const cut = value.slice(0, length);
  const last = cut.charCodeAt(length - 1);
  return last >= 0xd800 && last < 0xdc00 ? cut.slice(0, -1) : cut;
}

function ellipsis(value: string, length: number): string {
  if (value.length <= length) return value;
  return length <= 3 ? "...".slice(0, length) : `${clip(value, length - 3)}...`;
}

/** Every character but the unreserved ones of RFC 3986, as .NET's `Uri.EscapeDataString` does. */
function encodeUri(value: string): string {
  const wellFormed = value.replace(/\p{Cs}/gu, "\ufffd");
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
