import type { AttributeRule } from "../windows/attribute-rules.js";
import { actionRules, inputRules } from "../windows/toast-actions.js";
import {
  audioRules,
  headerRules,
  progressRules,
  toastImageRules,
  toastRules,
  toastTextRules,
  visualRules,
} from "../windows/toast-rules.js";
import { toastTextLimit } from "../windows/windows-limits.js";
import { toastFields } from "../windows-phone/windows-phone-toast.js";
import type { PayloadKey } from "./payload-key.js";

const binding = ["visual", "binding"];

/** The keys of a toast of the template ToastGeneric, apart from its groups. */
export function toastKeys(): PayloadKey[] {
  const { placement, ...imageRules } = toastImageRules;
  return [
    ...Array.from({ length: toastTextLimit }, (_, index) => element([...binding, `text[${index}]`])),
    ...placements(toastTextRules.placement).map((place) => element([...binding, `text[placement=${place}]`])),
    ...placements(placement).flatMap((place) => attributes([...binding, `image[placement=${place}]`], imageRules)),
    ...attributes(["actions", "action[0]"], actionRules),
    ...attributes([], toastRules),
    ...attributes(["audio"], audioRules),
    ...attributes([...binding, "progress"], progressRules),
    ...attributes(["actions", "input[0]"], inputRules),
    ...attributes(["header"], headerRules),
    ...attributes(["visual"], visualRules),
  ];
}

/** The keys of a toast of Windows Phone. */
export function phoneToastKeys(): PayloadKey[] {
  return Object.values(toastFields).map((name) => element(["Toast", name]));
}

function element(path: readonly string[]): PayloadKey {
  return { path, kind: "string", choices: [] };
}

function attributes(path: readonly string[], rules: Readonly<Record<string, AttributeRule>>): PayloadKey[] {
  return Object.values(rules).map(({ attribute, choices = [] }) => ({
    path: [...path, `@${attribute}`],
    kind: choices.length > 0 ? "choice" : "string",
    choices,
  }));
}

function placements({ choices = [] }: AttributeRule): readonly string[] {
  return choices;
}
