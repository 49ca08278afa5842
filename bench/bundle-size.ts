import { bytesAtOnce, bytesInOneFile } from "./lib/bundle.js";
import { keepFigure } from "./lib/figures.js";

/**
 * The size of an application in a browser, compressed. "At once" is what a bundler that splits code
 * loads before the program runs. "In one file" is all code that the program can reach. Bytes are
 * the same on every machine.
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
  const atOnce = await bytesAtOnce(contents);
  const inOneFile = await bytesInOneFile(contents);
  keepFigure("Loaded at once in a browser, compressed", "KB", program, [atOnce / 1024]);
  keepFigure("In one file in a browser, compressed", "KB", program, [inOneFile / 1024]);
  rows.push({ program, "bytes at once": atOnce, "bytes in one file": inOneFile });
}
console.table(rows);
