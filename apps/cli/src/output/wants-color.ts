import type { TextOutput } from "../io.js";

export interface ColorPreferences {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--no-color` */
  readonly noColor: boolean;
}

/** Colors only on a terminal that shows them, and never where the user declines them. */
export function wantsColor({ isTTY }: TextOutput, { env, noColor }: ColorPreferences): boolean {
  return isTTY && !noColor && !env.NO_COLOR && env.TERM !== "dumb";
}
