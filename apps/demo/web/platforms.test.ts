import { readFileSync } from "node:fs";
import { platforms } from "@nh/payloads";
import { expect, it } from "vitest";

it.each(platforms)("has a color for the badge of %s", (platform) => {
  const styles = readFileSync(new URL("./styles/composer.css", import.meta.url), "utf8");
  expect(styles).toContain(`.badge-${platform} {`);
});
