import { startHub } from "@nh/hub/node";

/**
 * A hub in a process of its own: `hub-process [data folder or -] [certificate folder or -]`. Prints its address once it answers, and
 * answers every message of its parent with the processor time it has used.
 */
const [dataDir, certificateDir] = process.argv.slice(2).map((text) => (text === "-" ? undefined : text));
const { url } = await startHub({
  port: 0,
  httpsPort: certificateDir === undefined ? false : 0,
  dataDir,
  certificateDir,
});
console.log(url);
process.on("message", () => process.send?.(process.cpuUsage()));
