/** How much text a device shows: lines before the cut, collapsed and expanded. */
export interface Cut {
  readonly titleLines: number;
  readonly bodyLines: number;
  readonly expandedBodyLines: number;
  readonly source: string;
}

export type Frame = "ios" | "android" | "windows" | "windowsphone" | "kindle" | "browser";

/**
 * Where each device cuts. Widths differ between devices, so that lines are close to what one sees,
 * not a promise.
 */
export const cuts: Readonly<Record<Frame, Cut>> = {
  ios: {
    titleLines: 2,
    bodyLines: 4,
    expandedBodyLines: 12,
    source: "Estimate: the lock screen of an iPhone in its default text size.",
  },
  android: {
    titleLines: 1,
    bodyLines: 1,
    expandedBodyLines: 10,
    source:
      'Estimate, after the standard and BigText styles of the Android documentation, "Create an expandable notification".',
  },
  windows: {
    titleLines: 2,
    bodyLines: 4,
    expandedBodyLines: 4,
    source: 'Microsoft, "App notification content": two lines of title, four of the other texts together.',
  },
  windowsphone: {
    titleLines: 1,
    bodyLines: 1,
    expandedBodyLines: 1,
    source: "Estimate: the strip of Windows Phone 8 shows about 40 characters in one line.",
  },
  kindle: {
    titleLines: 1,
    bodyLines: 1,
    expandedBodyLines: 8,
    source: "Estimate: Fire OS draws as Android does.",
  },
  browser: {
    titleLines: 1,
    bodyLines: 2,
    expandedBodyLines: 4,
    source: "Estimate: the notification that Chromium draws itself.",
  },
};
