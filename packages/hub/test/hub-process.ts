import { startHub } from "../src/node.js";

// The program that the crash test kills: a hub with a data folder, which prints its address once it
// serves requests.
const [, , dataDir] = process.argv;
startHub({ port: 0, httpsPort: false, dataDir }).then(
  ({ url }) => process.stdout.write(`${url}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
