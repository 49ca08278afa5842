import { startHub } from "@nh/hub/node";

/** A hub in a process of its own: `hub-process [data folder or -] [certificate folder or -]`. Prints its address once it answers. */
const [dataDir, certificateDir] = process.argv.slice(2).map((text) => (text === "-" ? undefined : text));
const { url } = await startHub({
  port: 0,
  httpsPort: certificateDir === undefined ? false : 0,
  dataDir,
  certificateDir,
});
console.log(url);
