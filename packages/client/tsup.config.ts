import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

export default defineConfig(
  layouts(
    {
      index: "src/index.ts",
      operations: "src/operations.ts",
      undici: "src/undici.ts",
      opentelemetry: "src/opentelemetry.ts",
    },
    {
      "lazy-node-fetch": "src/lib/transport/node/lazy-node-fetch.ts",
      "global-fetch": "src/lib/transport/global-fetch.ts",
    },
    {
      external: ["#default-fetch"], // resolved where the package runs, by the "imports" of package.json
      esbuildPlugins: [
        {
          name: "operations in one piece",
          setup(build) {
            // What is bundled here is for Node, where opening files takes the time: what bundlers load by the kind is loaded as a whole.
            build.onResolve({ filter: /^\.\/operations\// }, ({ kind, importer }) =>
              kind === "dynamic-import" && /lib[\\/]client\.ts$/.test(importer)
                ? { path: resolve("src/operations.ts") }
                : undefined,
            );
          },
        },
        {
          name: "version",
          setup(build) {
            // A module that is not bundled cannot import JSON everywhere.
            build.onLoad({ filter: /src[\\/]lib[\\/]version\.ts$/ }, () => ({
              contents: `export const productName = ${JSON.stringify(`nh-client/${version}`)};`,
              loader: "ts",
            }));
          },
        },
      ],
    },
  ),
);
