import { mergeConfig } from "vitest/config";
import usual from "./vitest.config.js";

/**
 * The chaos test at full length, for `pnpm chaos`. An ordinary run of the tests does a small part.
 */
export default mergeConfig(usual, {
  test: { env: { NH_CHAOS_SENDS: process.env.NH_CHAOS_SENDS ?? "50000" } },
});
