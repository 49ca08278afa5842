import type { TextOutput } from "../io.js";

export interface ColorWishes {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--no-color` */
  readonly noColor: boolean;
}

/** Colours only on a terminal that shows them, and never where they are declined. */
export function wantsColor({ isTTY }: TextOutput, { env, noColor }: ColorWishes): boolean {
  return isTTY && !noColor && !env.NO_COLOR && env.TERM !== "dumb";
}
