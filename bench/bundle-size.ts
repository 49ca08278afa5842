import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * The size of an application in a browser: the built packages, bundled and minified by esbuild, and
 * compressed by gzip at level
 * 9. "At once" is what a bundler that splits code loads before the program runs. "In one file" is
 *    all code that the program can reach. Bytes are the same on every machine.
 *
 * node run.mjs bundle-size
 */
const programs = {
  "official SDK: class": 'export { NotificationHubsClient } from "@azure/notification-hubs";',
  "official SDK: send by functions": [
    'export { createClientContext } from "@azure/notification-hubs/api";',
    'export { sendNotification } from "@azure/notification-hubs/api";',
  ].join("\n"),
  "@nh/client: class": 'export { NotificationHubClient } from "@nh/client";',
  "@nh/client: send by functions": 'export { createContext, send } from "@nh/client/operations";',
  "@nh/payloads: apple": 'export { apple } from "@nh/payloads";',
  "@nh/payloads: fcmV1": 'export { fcmV1 } from "@nh/payloads";',
  "@nh/payloads: windowsToast": 'export { windowsToast } from "@nh/payloads";',
} as const;

const rows = [];
for (const [program, contents] of Object.entries(programs)) {
  rows.push({ program, "bytes at once": await size(contents, true), "bytes in one file": await size(contents, false) });
}
console.table(rows);

/**
 * Compressed bytes of the chunks that load before the program runs, or of one file without
 * splitting.
 */
async function size(contents: string, splitting: boolean): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    outdir: "out",
    bundle: true,
    splitting,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    tsconfigRaw: {},
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const outputs = new Map(Object.entries(metafile.outputs));
  const open = [...outputs].filter(([, { entryPoint }]) => entryPoint?.includes("stdin")).map(([path]) => path);
  const reached = new Set<string>();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { kind, path: next } of outputs.get(path)?.imports ?? [])
      if (kind === "import-statement") open.push(next);
  }
  return outputFiles
    .filter((file) => [...reached].some((path) => file.path.endsWith(path.replace(/^.*\//, "/"))))
    .reduce((sum, file) => sum + gzipSync(file.contents, { level: 9 }).length, 0);
}
