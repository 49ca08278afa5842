import { mergeConfig } from "vitest/config";
import usual from "./vitest.config.js";

/**
 * The long tests at full length, for `pnpm crash`, `pnpm fuzz` and `pnpm damage`. An ordinary run
 * of the tests does a tenth of it or less.
 */
export default mergeConfig(usual, {
  test: {
    env: {
      NH_CRASH_POINTS: process.env.NH_CRASH_POINTS ?? "1000",
      NH_DAMAGED_FILES: process.env.NH_DAMAGED_FILES ?? "200",
      NH_FUZZ_REQUESTS: process.env.NH_FUZZ_REQUESTS ?? "50000",
    },
  },
});
