/**
 * Options as data: one row per option, from which parsing, help, completion and the reference are
 * made. The key in the table is the name in code (`connectionString`); the flag is derived from it
 * (`--connection-string`).
 */
interface OptionBase {
  readonly summary: string;
  /** The placeholder of the value in help: `--tag <tag>`. */
  readonly valueName?: string;
  /** Heading under which help lists it. */
  readonly group?: string;
}

export interface FlagOption extends OptionBase {
  readonly kind: "flag";
}
export interface TextOption extends OptionBase {
  readonly kind: "text";
  readonly valueName: string;
}
export interface OptionalTextOption extends OptionBase {
  readonly kind: "optionalText";
  readonly valueName: string;
}
export interface ListOption extends OptionBase {
  readonly kind: "list";
  readonly valueName: string;
}
export interface IntegerOption extends OptionBase {
  readonly kind: "integer";
  readonly valueName: string;
  readonly minimum: number;
  readonly maximum: number;
}
export interface DurationOption extends OptionBase {
  readonly kind: "duration";
  readonly valueName: string;
}
export interface ChoiceOption<Choice extends string = string> extends OptionBase {
  readonly kind: "choice";
  readonly valueName: string;
  readonly choices: readonly Choice[];
}

export type Option =
  | FlagOption
  | TextOption
  | OptionalTextOption
  | ListOption
  | IntegerOption
  | DurationOption
  | ChoiceOption;
export type OptionTable = Readonly<Record<string, Option>>;

/**
 * The value in `call.options`: a flag is a boolean, a list is never undefined, a duration is
 * milliseconds, an optional text without a value is empty.
 */
export type OptionValue<O extends Option> = O extends FlagOption
  ? boolean
  : O extends ListOption
    ? readonly string[]
    : O extends IntegerOption | DurationOption
      ? number | undefined
      : O extends ChoiceOption<infer Choice>
        ? Choice | undefined
        : string | undefined;

export type OptionValues<Table extends OptionTable> = { readonly [Name in keyof Table]: OptionValue<Table[Name]> };

/** Whether the option is given. */
export const flag = (summary: string): FlagOption => ({ kind: "flag", summary });
/** One string. */
export const text = (valueName: string, summary: string): TextOption => ({ kind: "text", valueName, summary });
/** A flag that may have a value: `--deliver`, `--deliver=apple`. */
export const optionalText = (valueName: string, summary: string): OptionalTextOption => ({
  kind: "optionalText",
  valueName,
  summary,
});
/** An option that can be given several times. */
export const list = (valueName: string, summary: string): ListOption => ({
  kind: "list",
  valueName,
  summary: `${summary}; can be given several times`,
});
/** A whole number within bounds. */
export const integer = (
  valueName: string,
  summary: string,
  { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = {},
): IntegerOption => ({ kind: "integer", valueName, summary, minimum, maximum });
/** A duration such as `500ms`, `30s`, `5m`, `2h` or `7d`; a bare number means seconds. */
export const duration = (valueName: string, summary: string): DurationOption => ({
  kind: "duration",
  valueName,
  summary,
});
/** One of a few words. */
export const choice = <const Choice extends string>(
  valueName: string,
  choices: readonly Choice[],
  summary: string,
): ChoiceOption<Choice> => ({ kind: "choice", valueName, choices, summary });

/** The same options under a heading in help. */
export function grouped<Table extends OptionTable>(group: string, table: Table): Table {
  return Object.fromEntries(
    Object.entries(table).map(([name, option]) => [name, { ...option, group }]),
  ) as unknown as Table;
}

/** `connectionString` → `--connection-string`. */
export function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `--connection-string <value>`, as help, completion and the reference print it. */
export function optionUsage(name: string, option: Option): string {
  if (option.valueName === undefined) return flagName(name);
  return option.kind === "optionalText"
    ? `${flagName(name)} [${option.valueName}]`
    : `${flagName(name)} <${option.valueName}>`;
}
