import { invalidField } from "../errors.js";
import { atMost, toastActionLimit, toastInputLimit, toastSelectionLimit, toastTextLimit } from "./windows-limits.js";

/** What these rules need to know of a text element or an image outside of groups. */
interface PlacedPart {
  readonly placement?: string | undefined;
}

/**
 * What these rules need to know of an input. An `id` that is `undefined` is not known here: the app
 * fills it in.
 */
interface InputPart {
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly defaultInput?: string | undefined;
  readonly selections?: readonly Pick<InputPart, "id">[] | undefined;
}

/** What these rules need to know of a button or menu item. */
interface ActionPart extends PlacedPart {
  readonly arguments: string | undefined;
  readonly activationType?: string | undefined;
  readonly inputId?: string | undefined;
  readonly imageUri?: string | undefined;
}

/** A field that these rules speak of, as the typed toast calls it. */
export type ToastField =
  | "texts"
  | "images"
  | "inputs"
  | "inputs.id"
  | "inputs.defaultInput"
  | "inputs.selections"
  | "inputs.selections.id"
  | "actions"
  | "actions.arguments"
  | "actions.inputId";

/**
 * How messages name a field: the rules are the same for typed input and for XML, the places are
 * not.
 */
export type NameToastField = (field: ToastField, ...indexes: readonly number[]) => string;

/** The name of a field in typed input, such as `inputs[0].selections[1].id`. */
export function typedField(field: ToastField, ...indexes: readonly number[]): string {
  const names = field.split(".");
  return names.map((name, step) => (indexes[step] === undefined ? name : `${name}[${indexes[step]}]`)).join(".");
}

/** @throws {PayloadError} for a toast of which a person would see nothing. */
export function checkToastShows(isVisible: boolean, nameOf: NameToastField): void {
  if (isVisible) return;
  const rule = "must have a non-empty text, or the toast shows nothing";
  throw invalidField("windows", nameOf("texts"), rule);
}

/**
 * @throws {PayloadError} for more texts or images of a kind than a toast of the template
 * ToastGeneric shows.
 */
export function checkToastContent(
  texts: readonly PlacedPart[],
  images: readonly PlacedPart[],
  nameOf: NameToastField,
): void {
  const count = (items: readonly PlacedPart[], placement?: string): number =>
    items.filter((item) => item.placement === placement).length;
  atMost(toastTextLimit, "texts outside of groups", nameOf("texts"), count(texts));
  atMost(1, "attribution texts", nameOf("texts"), count(texts, "attribution"));
  atMost(1, "images in place of the logo", nameOf("images"), count(images, "appLogoOverride"));
  atMost(1, "hero images", nameOf("images"), count(images, "hero"));
}

/**
 * @throws {PayloadError} for too many inputs, selections or actions, and for some that do not fit
 * together.
 */
export function checkToastActions(
  inputs: readonly InputPart[],
  actions: readonly ActionPart[],
  nameOf: NameToastField,
): void {
  atMost(toastInputLimit, "inputs", nameOf("inputs"), inputs.length);
  atMost(toastActionLimit, "buttons and context menu items", nameOf("actions"), actions.length);
  for (const [index, input] of inputs.entries()) checkInput(input, index, nameOf);
  refuseSameId(inputs, (index) => nameOf("inputs.id", index));
  for (const [index, { activationType, arguments: given, inputId }] of actions.entries()) {
    if (!includesId(inputs, inputId)) {
      throw invalidField("windows", nameOf("actions.inputId", index), "must be the id of one of the inputs");
    }
    if (activationType === "system" && given !== undefined && given !== "snooze" && given !== "dismiss") {
      const rule = 'must be "snooze" or "dismiss" with activationType "system"';
      throw invalidField("windows", nameOf("actions.arguments", index), rule);
    }
  }
  const buttons = actions.filter(({ placement }) => placement === undefined);
  const withIcon = buttons.filter(({ imageUri }) => imageUri !== undefined).length;
  if (withIcon > 0 && withIcon < buttons.length) {
    throw invalidField("windows", nameOf("actions"), "must have an imageUri on every button or on none");
  }
}

function checkInput({ type, defaultInput, selections = [] }: InputPart, index: number, nameOf: NameToastField): void {
  const field = nameOf("inputs.selections", index);
  atMost(toastSelectionLimit, "selections", field, selections.length);
  refuseSameId(selections, (selection) => nameOf("inputs.selections.id", index, selection));
  if (type === "text" && selections.length > 0) {
    throw invalidField("windows", field, 'must not be set for an input of type "text"');
  }
  if (type !== "selection") return;
  if (selections.length === 0) throw invalidField("windows", field, "must have at least one selection");
  if (!includesId(selections, defaultInput)) {
    throw invalidField("windows", nameOf("inputs.defaultInput", index), "must be the id of one of the selections");
  }
}

/** Whether one of the parts may have the id; true when none is asked for. */
function includesId(parts: readonly Pick<InputPart, "id">[], wanted: string | undefined): boolean {
  return wanted === undefined || parts.some(({ id }) => id === undefined || id === wanted);
}

function refuseSameId(parts: readonly Pick<InputPart, "id">[], nameOf: (index: number) => string): void {
  const ids = new Set<string>();
  for (const [index, { id }] of parts.entries()) {
    if (id === undefined) continue;
    if (ids.has(id)) throw invalidField("windows", nameOf(index), "must be unique");
    ids.add(id);
  }
}
