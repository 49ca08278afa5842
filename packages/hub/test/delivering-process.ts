import * as services from "@nh/platforms";
import { startHub } from "../src/node.js";

// The program that the crash test of deliveries kills: a hub that pushes to browsers on this
// machine. It prints its address once it serves requests.
const [, , dataDir] = process.argv;
startHub({ port: 0, httpsPort: false, dataDir, deliver: { services, hosts: "loopback", concurrency: 4 } }).then(
  ({ url }) => process.stdout.write(`${url}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
