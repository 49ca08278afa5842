import { invalidField } from "../errors.js";
import { writeElement } from "../xml/write-xml.js";
import { type AttributeRules, name, oneOf, readAttributes, readList, readObject, text } from "./attribute-rules.js";
import type { WindowsToastAction, WindowsToastInput, WindowsToastSelection } from "./toast-content.js";
import { toastActionLimit, toastInputLimit, toastSelectionLimit } from "./windows-limits.js";

/** Attributes of an input. */
export const inputRules: AttributeRules<Omit<WindowsToastInput, "selections">> = {
  id: name("id", true),
  type: oneOf("type", ["text", "selection"], true),
  title: text("title"),
  placeHolderContent: text("placeHolderContent"),
  defaultInput: text("defaultInput"),
};

/** Attributes of a choice. */
export const selectionRules: AttributeRules<WindowsToastSelection> = {
  id: name("id", true),
  content: text("content", true),
};

/** Attributes of a button or menu item. */
export const actionRules: AttributeRules<WindowsToastAction> = {
  content: text("content", true),
  arguments: text("arguments", true),
  activationType: oneOf("activationType", ["foreground", "background", "protocol", "system"]),
  afterActivationBehavior: oneOf("afterActivationBehavior", ["default", "pendingUpdate"]),
  placement: oneOf("placement", ["contextMenu"]),
  imageUri: name("imageUri"),
  inputId: name("hint-inputId"),
  buttonStyle: oneOf("hint-buttonStyle", ["Success", "Critical"]),
  toolTip: text("hint-toolTip"),
};

/** The element `actions`, or nothing when there are neither inputs nor actions. */
export function writeToastActions(
  inputList: readonly WindowsToastInput[] | undefined,
  actionList: readonly WindowsToastAction[] | undefined,
): string {
  const inputs = readList("inputs", inputList, toastInputLimit);
  const actions = readList("actions", actionList, toastActionLimit);
  if (inputs.length === 0 && actions.length === 0) return "";
  const inputElements = inputs.map((input, index) => writeInput(`inputs[${index}]`, input));
  const inputIds = uniqueIds("inputs", inputs);
  const actionElements = actions.map((action, index) => writeAction(`actions[${index}]`, action, inputIds));
  const buttons = actions.filter((action) => action.placement === undefined);
  const withIcon = buttons.filter((button) => button.imageUri !== undefined).length;
  if (withIcon > 0 && withIcon < buttons.length) {
    throw invalidField("windows", "actions", "must have an imageUri on every button or on none");
  }
  return writeElement("actions", {}, [...inputElements, ...actionElements]);
}

function writeInput(path: string, input: WindowsToastInput): string {
  const attributes = readAttributes(path, readObject(path, input), inputRules, ["selections"]);
  const selections = readList(`${path}.selections`, input.selections, toastSelectionLimit);
  if (input.type === "text" && selections.length > 0) {
    throw invalidField("windows", `${path}.selections`, 'must be left out of an input of type "text"');
  }
  if (input.type === "selection" && selections.length === 0) {
    throw invalidField("windows", `${path}.selections`, "must hold at least one selection");
  }
  const elements = selections.map((selection, index) => {
    const at = `${path}.selections[${index}]`;
    return writeElement("selection", readAttributes(at, readObject(at, selection), selectionRules));
  });
  const ids = uniqueIds(`${path}.selections`, selections);
  if (input.type === "selection" && input.defaultInput !== undefined && !ids.has(input.defaultInput)) {
    throw invalidField("windows", `${path}.defaultInput`, "must be the id of one of the selections");
  }
  return writeElement("input", attributes, elements);
}

function writeAction(path: string, action: WindowsToastAction, inputIds: ReadonlySet<string>): string {
  const attributes = readAttributes(path, readObject(path, action), actionRules);
  if (action.inputId !== undefined && !inputIds.has(action.inputId)) {
    throw invalidField("windows", `${path}.inputId`, "must be the id of one of the inputs");
  }
  if (action.activationType === "system" && action.arguments !== "snooze" && action.arguments !== "dismiss") {
    const rule = 'must be "snooze" or "dismiss" with activationType "system"';
    throw invalidField("windows", `${path}.arguments`, rule);
  }
  return writeElement("action", attributes);
}

function uniqueIds(path: string, items: readonly { readonly id: string }[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (ids.has(id)) throw invalidField("windows", `${path}[${index}].id`, "must be unique");
    ids.add(id);
  }
  return ids;
}
