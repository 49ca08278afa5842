import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";
import { layouts } from "../../tsup.base.js";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

export default defineConfig(
  layouts({
    entryPoints: {
      index: "src/index.ts",
      operations: "src/operations.ts",
      handles: "src/handles.ts",
      management: "src/management.ts",
      migration: "src/migration.ts",
      undici: "src/undici.ts",
      transport: "src/transport.ts",
      opentelemetry: "src/opentelemetry.ts",
    },
    choices: {
      "node-fetch": "src/lib/transport/node/node-fetch.ts",
      "global-fetch": "src/lib/transport/global-fetch.ts",
      "open-journal": "src/lib/bulk/journal/node/open-journal.ts",
      "no-journal": "src/lib/bulk/journal/no-journal.ts",
    },
    nodeFiles: {
      // The class, and what the smallest entry points need. The transport under Node adds little:
      // it loads Node's own modules with the first request.
      core: ["src/index.ts", "src/lib/transport/node/node-fetch.ts", "src/lib/version.ts"],
      sending: ["src/operations.ts", "src/lib/transport/open-transport.ts"],
    },
    options: {
      // Resolved where the package runs, by the "imports" of package.json.
      external: ["#default-fetch", "#open-journal"],
      esbuildPlugins: [
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
  }),
);
