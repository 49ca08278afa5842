import { startHub } from "@nh/hub/node";

/**
 * A hub in its own process: `hub-process [data folder or -] [certificate folder or -]`. It prints
 * its address when it is ready, and replies to every message of its parent with the CPU time that
 * it has used.
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
