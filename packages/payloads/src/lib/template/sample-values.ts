/** A value that a property may have, and how to speak of it. */
export interface SampleValue {
  readonly name: string;
  /** `undefined` for a property that the send lacks. */
  readonly value: string | undefined;
}

/**
 * Values of every form that a field may demand. The first that a platform takes stands for a
 * property, so that a template is not blamed for a property that is a link or a number.
 */
export const typicalValues: readonly string[] = [
  "Sample",
  "7",
  "https://example.com/sample.png",
  "true",
  "#3366cc",
  "high",
  "60s",
  "alert",
  "background",
  "ms-appx:///sample.png",
  "0.5",
  "2031-05-06T07:08:09Z",
];

/** Values that a text may have, which a template should withstand. */
export const unusualTexts: readonly SampleValue[] = [
  { name: "a long text", value: "Sample text. ".repeat(40) },
  { name: "a number", value: "7" },
  { name: "quotes", value: `"quoted" 'text' \\` },
  { name: "markup", value: "<b>R&D</b>" },
  { name: "an emoji", value: "\u{1f389}" },
];

/** What a property of any kind may be. */
export const absentValues: readonly SampleValue[] = [
  { name: "no value", value: undefined },
  { name: "an empty value", value: "" },
];
