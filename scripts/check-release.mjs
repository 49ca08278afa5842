// `pnpm check:release`: what must hold before a release, and takes too long for every change. It
// runs after `pnpm check`.
import { runSteps } from "./steps.mjs";

await runSteps([
  ["build", "pnpm", ["run", "build", "--output-logs=errors-only"]],
  ["the tarballs, as other projects use them", "node", ["scripts/consumers/run.mjs"]],
  ["the steps of the Dockerfile", "node", ["scripts/check-container.mjs"]],
  ["the site", "node", ["scripts/site/build.mjs"]],
]);
