import * as services from "@nh/platforms";
import { startHub } from "../src/node.js";

// The program that the crash test of deliveries kills: a hub that pushes to browsers on this
// machine. It prints its address once it serves requests. Its clients do not retry, so that the hub
// does.
const [, , dataDir] = process.argv;
const createWebPush: typeof services.createWebPush = (options) => services.createWebPush({ ...options, retry: false });
const deliver = { services: { ...services, createWebPush }, hosts: "loopback", concurrency: 4 } as const;
startHub({ port: 0, httpsPort: false, dataDir, deliver }).then(
  ({ url }) => process.stdout.write(`${url}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
