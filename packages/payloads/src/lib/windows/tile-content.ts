import type { WindowsAdaptiveImage, WindowsAdaptiveText, WindowsGroup, WindowsSubgroup } from "./adaptive-content.js";

/** Which form of the app's name or logo the tile shows. */
export type WindowsTileBranding = "none" | "logo" | "name" | "nameAndLogo";

/** An image of a tile. */
export interface WindowsTileImage extends WindowsAdaptiveImage {
  /**
   * `"background"`: behind everything; `"peek"`: slides in from above. Default: among the content.
   */
  readonly placement?: "inline" | "background" | "peek" | undefined;
  /** `hint-overlay`, 0 to 100: how dark the layer over a background or peek image is. */
  readonly overlay?: number | undefined;
}

/** The content of one size of a tile. */
export interface WindowsTileBinding {
  /** From top to bottom: text, images and groups. */
  readonly content: readonly (string | WindowsAdaptiveText | WindowsTileImage | WindowsGroup)[];
  /** Replaces that of the tile. */
  readonly branding?: WindowsTileBranding | undefined;
  /** Replaces that of the tile. */
  readonly displayName?: string | undefined;
  /** What the app receives when the user clicks the tile at this size. */
  readonly arguments?: string | undefined;
  /** `hint-textStacking`: vertical alignment. */
  readonly textStacking?: WindowsSubgroup["textStacking"];
  /** `hint-overlay`, 0 to 100: how dark the layer over the background image is. */
  readonly overlay?: number | undefined;
  /** `hint-presentation`: a slide show of photos, circles of people, or a contact. */
  readonly presentation?: "photos" | "people" | "contact" | undefined;
  readonly lang?: string | undefined;
  readonly baseUri?: string | undefined;
  readonly addImageQuery?: boolean | undefined;
}

/** An adaptive tile. At least one size is given. */
export interface WindowsTile {
  readonly small?: WindowsTileBinding | undefined;
  readonly medium?: WindowsTileBinding | undefined;
  readonly wide?: WindowsTileBinding | undefined;
  readonly large?: WindowsTileBinding | undefined;
  readonly branding?: WindowsTileBranding | undefined;
  /** In place of the app's name. */
  readonly displayName?: string | undefined;
  /** What the app receives when the user clicks the tile. */
  readonly arguments?: string | undefined;
  /** By this, Windows knows which notifications of a queue are the same. */
  readonly contentId?: string | undefined;
  /** BCP 47 language, such as `"en-US"`. */
  readonly lang?: string | undefined;
  /** What relative image addresses start from. */
  readonly baseUri?: string | undefined;
  readonly addImageQuery?: boolean | undefined;
}
