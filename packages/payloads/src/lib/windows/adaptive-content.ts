import { invalidField } from "../errors.js";
import { writeElement } from "../xml/write-xml.js";
import {
  type AttributeRules,
  flag,
  name,
  oneOf,
  readAttributes,
  readList,
  readObject,
  readText,
  text,
  wholeNumber,
} from "./attribute-rules.js";

const textStyles = [
  "caption",
  "captionSubtle",
  "body",
  "bodySubtle",
  "base",
  "baseSubtle",
  "subtitle",
  "subtitleSubtle",
  "title",
  "titleSubtle",
  "titleNumeral",
  "subheader",
  "subheaderSubtle",
  "subheaderNumeral",
  "header",
  "headerSubtle",
  "headerNumeral",
] as const;
const textAlignments = ["auto", "left", "center", "right"] as const;
const imageAlignments = ["stretch", "left", "center", "right"] as const;
const crops = ["none", "circle"] as const;
const stackings = ["top", "center", "bottom"] as const;

/**
 * How text looks on a tile or in a group of a toast ("Adaptive tile templates: schema",
 * `textStyle`).
 */
export type WindowsTextStyle = (typeof textStyles)[number];

/** A line of text with its layout. A plain string is one without any. */
export interface WindowsAdaptiveText {
  readonly text: string;
  /** `hint-style`. Toasts follow it only inside groups. */
  readonly style?: WindowsTextStyle | undefined;
  /** `hint-wrap`: breaks into lines. */
  readonly wrap?: boolean | undefined;
  /** `hint-maxLines`, 1 or more. */
  readonly maxLines?: number | undefined;
  /** `hint-minLines`, 1 or more. */
  readonly minLines?: number | undefined;
  /** `hint-align`. */
  readonly align?: (typeof textAlignments)[number] | undefined;
  /** BCP 47 language of the text, such as `"en-US"`. */
  readonly lang?: string | undefined;
}

/** An image with its layout. */
export interface WindowsAdaptiveImage {
  /** `ms-appx:///`, `ms-appdata:///local/` or `http(s)://`, or relative to `baseUri`. */
  readonly src: string;
  /** What a screen reader says. */
  readonly alt?: string | undefined;
  /** Lets Windows append scale, contrast and language to the address. */
  readonly addImageQuery?: boolean | undefined;
  /** `hint-crop`. */
  readonly crop?: (typeof crops)[number] | undefined;
  /** `hint-removeMargin`. */
  readonly removeMargin?: boolean | undefined;
  /** `hint-align`. */
  readonly align?: (typeof imageAlignments)[number] | undefined;
}

/** One column of a group. */
export interface WindowsSubgroup {
  /** Text and images, from top to bottom. */
  readonly content?: readonly (string | WindowsAdaptiveText | WindowsAdaptiveImage)[] | undefined;
  /** `hint-weight`, 0 to 100: width relative to the other columns. */
  readonly weight?: number | undefined;
  /** `hint-textStacking`: vertical alignment. */
  readonly textStacking?: (typeof stackings)[number] | undefined;
}

/** Columns that are shown together or not at all. */
export interface WindowsGroup {
  readonly subgroups: readonly WindowsSubgroup[];
}

/** Attributes of a text element, for toasts, tiles and columns alike. */
export const textRules: AttributeRules<Omit<WindowsAdaptiveText, "text">> = {
  style: oneOf("hint-style", textStyles),
  wrap: flag("hint-wrap"),
  maxLines: wholeNumber("hint-maxLines", 1, 1_000),
  minLines: wholeNumber("hint-minLines", 1, 1_000),
  align: oneOf("hint-align", textAlignments),
  lang: name("lang"),
};

/** Attributes of an image element, for toasts, tiles and columns alike. */
export const imageRules: AttributeRules<WindowsAdaptiveImage> = {
  src: name("src", true),
  alt: text("alt"),
  addImageQuery: flag("addImageQuery"),
  crop: oneOf("hint-crop", crops),
  removeMargin: flag("hint-removeMargin"),
  align: oneOf("hint-align", imageAlignments),
};

/** Attributes of a column. */
export const subgroupRules: AttributeRules<Omit<WindowsSubgroup, "content">> = {
  weight: wholeNumber("hint-weight", 0, 100),
  textStacking: textStacking(),
};

/** The rule for `hint-textStacking`, which columns and tile bindings share. */
export function textStacking(): (typeof subgroupRules)["textStacking"] {
  return oneOf("hint-textStacking", stackings);
}

/** A text element. */
export function writeText(path: string, item: string | WindowsAdaptiveText): string {
  if (typeof item === "string") return writeElement("text", {}, [readText(path, item)]);
  readObject(path, item);
  return writeElement("text", readAttributes(path, item, textRules, ["text"]), [readText(`${path}.text`, item.text)]);
}

/** A text element or an image, distinguished by its properties. */
function writeTextOrImage(path: string, item: string | WindowsAdaptiveText | WindowsAdaptiveImage): string {
  if (typeof item === "object" && item !== null && "src" in item) {
    return writeElement("image", readAttributes(path, item, imageRules));
  }
  return writeText(path, item);
}

/** Whether a person sees anything of it: an image, or text that is not blank. */
export function isVisible(item: string | WindowsAdaptiveText | WindowsAdaptiveImage | WindowsGroup): boolean {
  if (typeof item === "string") return item.trim() !== "";
  if ("subgroups" in item) return item.subgroups.some(({ content = [] }) => content.some(isVisible));
  return "src" in item || isVisible(item.text);
}

/** A group with its columns. */
export function writeGroup(path: string, group: WindowsGroup): string {
  readObject(path, group);
  readAttributes(path, group, {}, ["subgroups"]);
  const subgroups = readList(`${path}.subgroups`, group.subgroups).map((subgroup, index) => {
    const at = `${path}.subgroups[${index}]`;
    readObject(at, subgroup);
    const content = readList(`${at}.content`, subgroup.content);
    return writeElement(
      "subgroup",
      readAttributes(at, subgroup, subgroupRules, ["content"]),
      content.map((item, position) => writeTextOrImage(`${at}.content[${position}]`, item)),
    );
  });
  checkSubgroups(subgroups.length, `${path}.subgroups`);
  return writeElement("group", {}, subgroups);
}

/** @throws {PayloadError} for a group without columns. */
export function checkSubgroups(count: number, field: string): void {
  if (count === 0) throw invalidField("windows", field, "must have at least one subgroup");
}
