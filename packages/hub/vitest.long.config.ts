import { mergeConfig } from "vitest/config";
import usual from "./vitest.config.js";

/** The crash test and the fuzzing at full length, for `pnpm crash` and `pnpm fuzz`; an ordinary run of the tests does a tenth and less. */
export default mergeConfig(usual, {
  test: {
    env: {
      NH_CRASH_POINTS: process.env.NH_CRASH_POINTS ?? "1000",
      NH_FUZZ_REQUESTS: process.env.NH_FUZZ_REQUESTS ?? "50000",
    },
  },
});
