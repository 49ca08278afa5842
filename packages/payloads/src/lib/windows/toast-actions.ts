import { writeElement } from "../xml/write-xml.js";
import { type AttributeRules, name, oneOf, readAttributes, readList, readObject, text } from "./attribute-rules.js";
import type { WindowsToastAction, WindowsToastInput, WindowsToastSelection } from "./toast-content.js";
import { checkToastActions, typedField } from "./toast-parts.js";

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
  const inputs = readList("inputs", inputList);
  const actions = readList("actions", actionList);
  if (inputs.length === 0 && actions.length === 0) return "";
  const elements = [
    ...inputs.map((input, index) => writeInput(`inputs[${index}]`, input)),
    ...actions.map((action, index) => {
      const path = `actions[${index}]`;
      return writeElement("action", readAttributes(path, readObject(path, action), actionRules));
    }),
  ];
  checkToastActions(inputs, actions, typedField);
  return writeElement("actions", {}, elements);
}

function writeInput(path: string, input: WindowsToastInput): string {
  const attributes = readAttributes(path, readObject(path, input), inputRules, ["selections"]);
  const selections = readList(`${path}.selections`, input.selections).map((selection, index) => {
    const at = `${path}.selections[${index}]`;
    return writeElement("selection", readAttributes(at, readObject(at, selection), selectionRules));
  });
  return writeElement("input", attributes, selections);
}
