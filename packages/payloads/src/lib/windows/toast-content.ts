import type { WindowsAdaptiveImage, WindowsAdaptiveText, WindowsGroup } from "./adaptive-content.js";

/** A text of a toast. */
export interface WindowsToastText extends WindowsAdaptiveText {
  /** `"attribution"`: the small line at the bottom that names the source. */
  readonly placement?: "attribution" | undefined;
}

/** An image of a toast. */
export interface WindowsToastImage extends WindowsAdaptiveImage {
  /**
   * `"appLogoOverride"`: in place of the app's icon; `"hero"`: large, above all. Default: below the
   * texts.
   */
  readonly placement?: "appLogoOverride" | "hero" | undefined;
}

/** A progress bar. */
export interface WindowsToastProgress {
  /** From 0 to 1, or `"indeterminate"` for moving dots. */
  readonly value: number | "indeterminate";
  /** What goes on, such as `"Downloading…"`. Windows demands it. */
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

/** Where the user types or chooses. */
export interface WindowsToastInput {
  /** By which actions refer to it and the app reads it; unique within the toast. */
  readonly id: string;
  readonly type: "text" | "selection";
  /** A label above the input. */
  readonly title?: string | undefined;
  /** Grey text in an empty text input. */
  readonly placeHolderContent?: string | undefined;
  /** Text filled in, or the id of the selection chosen, at first. */
  readonly defaultInput?: string | undefined;
  /** The choices of an input of type `"selection"`: 1 to 5. */
  readonly selections?: readonly WindowsToastSelection[] | undefined;
}

/** A button or a context menu item. */
export interface WindowsToastAction {
  /**
   * What the button says. With `activationType: "system"`, `""` is Windows' own word in the user's
   * language.
   */
  readonly content: string;
  /** What the app receives; `"snooze"` or `"dismiss"` with `activationType: "system"`. */
  readonly arguments: string;
  /** Default: `"foreground"`. */
  readonly activationType?: "foreground" | "background" | "protocol" | "system" | undefined;
  /**
   * Whether the toast goes away after the click, the default, or stays until the app updates it.
   */
  readonly afterActivationBehavior?: "default" | "pendingUpdate" | undefined;
  /** `"contextMenu"`: not a button but an item of the menu. */
  readonly placement?: "contextMenu" | undefined;
  /** A white 16×16 icon. All buttons of a toast have one, or none. */
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
  /** Toasts of the same id stand together. */
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
