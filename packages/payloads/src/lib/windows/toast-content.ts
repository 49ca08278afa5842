import type { WindowsAdaptiveImage, WindowsAdaptiveText, WindowsGroup } from "./adaptive-content.js";

/** A line of text of a toast. */
export interface WindowsToastText extends WindowsAdaptiveText {
  /** `"attribution"`: the small line at the bottom that names the source. */
  readonly placement?: "attribution" | undefined;
}

/** An image of a toast. */
export interface WindowsToastImage extends WindowsAdaptiveImage {
  /**
   * `"appLogoOverride"`: in place of the app's icon; `"hero"`: large, above all; `"inline"`: below
   * the texts. Default: inline.
   */
  readonly placement?: "inline" | "appLogoOverride" | "hero" | undefined;
}

/** A progress bar. */
export interface WindowsToastProgress {
  /** From 0 to 1, or `"indeterminate"` for moving dots. */
  readonly value: number | "indeterminate";
  /** What is going on, such as `"Downloading…"`. Windows demands it. */
  readonly status: string;
  readonly title?: string | undefined;
  /** Shown in place of the percentage. */
  readonly valueStringOverride?: string | undefined;
}

/** One choice of a selection input. */
export interface WindowsToastSelection {
  /** What the app receives. */
  readonly id: string;
  /** What the user reads. */
  readonly content: string;
}

/** An input, in which the user types or chooses. */
export interface WindowsToastInput {
  /** Actions refer to the input by it, and the app reads it by it. Unique within the toast. */
  readonly id: string;
  readonly type: "text" | "selection";
  /** A label above the input. */
  readonly title?: string | undefined;
  /** Grey text in an empty text input. */
  readonly placeHolderContent?: string | undefined;
  /** The text, or the id of the selection, that is set at first. */
  readonly defaultInput?: string | undefined;
  /** The choices of an input of type `"selection"`: 1 to 5. */
  readonly selections?: readonly WindowsToastSelection[] | undefined;
}

/** A button or a context menu item. */
export interface WindowsToastAction {
  /**
   * The label of the button. With `activationType: "system"`, `""` is Windows' own word in the
   * language of the user.
   */
  readonly content: string;
  /** What the app receives; `"snooze"` or `"dismiss"` with `activationType: "system"`. */
  readonly arguments: string;
  /** Default: `"foreground"`. */
  readonly activationType?: "foreground" | "background" | "protocol" | "system" | undefined;
  /**
   * `"pendingUpdate"`: the toast stays after the click, until the app updates it. Default: it goes
   * away.
   */
  readonly afterActivationBehavior?: "default" | "pendingUpdate" | undefined;
  /** `"contextMenu"`: an item of the context menu. Default: a button. */
  readonly placement?: "contextMenu" | undefined;
  /** A white icon of 16×16 pixels. Either all buttons of a toast have one, or none. */
  readonly imageUri?: string | undefined;
  /** `hint-inputId`: puts the button beside that input, or names the selection for `snooze`. */
  readonly inputId?: string | undefined;
  /** `hint-buttonStyle`: green or red. */
  readonly buttonStyle?: "Success" | "Critical" | undefined;
  /** `hint-toolTip`: for a button without text. */
  readonly toolTip?: string | undefined;
}

/** What the toast sounds like. */
export interface WindowsToastAudio {
  /**
   * `ms-winsoundevent:…`, `ms-appx:///…` or `ms-resource:…`. Default: the user's sound for
   * notifications.
   */
  readonly src?: string | undefined;
  /** Repeats while the toast is shown. */
  readonly loop?: boolean | undefined;
  readonly silent?: boolean | undefined;
}

/** A heading under which the action center groups toasts. */
export interface WindowsToastHeader {
  /** Toasts of the same id are shown together. */
  readonly id: string;
  readonly title: string;
  /** What the app receives when the user clicks the heading. */
  readonly arguments: string;
  /** Default: `"foreground"`. */
  readonly activationType?: "foreground" | "protocol" | undefined;
}

/** A toast of the template `ToastGeneric`. */
export interface WindowsToast {
  /** Title, then up to two lines; and one attribution text. */
  readonly texts?: readonly (string | WindowsToastText)[] | undefined;
  readonly images?: readonly WindowsToastImage[] | undefined;
  readonly groups?: readonly WindowsGroup[] | undefined;
  readonly progress?: readonly WindowsToastProgress[] | undefined;
  /** At most 5. */
  readonly inputs?: readonly WindowsToastInput[] | undefined;
  /** At most 5, context menu items included. */
  readonly actions?: readonly WindowsToastAction[] | undefined;
  readonly audio?: WindowsToastAudio | undefined;
  readonly header?: WindowsToastHeader | undefined;
  /** What the app receives when the user clicks the toast. */
  readonly launch?: string | undefined;
  readonly scenario?: "default" | "reminder" | "alarm" | "incomingCall" | "urgent" | undefined;
  /** `"short"` is about 5 seconds, `"long"` about 25. */
  readonly duration?: "short" | "long" | undefined;
  /** What a click on the toast starts. Default: `"foreground"`. */
  readonly activationType?: "foreground" | "background" | "protocol" | undefined;
  /** When it happened, where that is not when it arrives. */
  readonly displayTimestamp?: Date | undefined;
  /** BCP 47 language of the whole, such as `"en-US"`. */
  readonly lang?: string | undefined;
  /** What relative image addresses start from. */
  readonly baseUri?: string | undefined;
  /** Lets Windows append scale, contrast and language to image addresses. */
  readonly addImageQuery?: boolean | undefined;
}
