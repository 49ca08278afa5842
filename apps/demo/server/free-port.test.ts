import { createServer, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { listenOnFreePort } from "./free-port.js";

const servers: Server[] = [];
const newServer = () => {
  const server = createServer();
  servers.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

it("takes any free port for 0", async () => {
  expect(await listenOnFreePort(newServer(), 0)).toBeGreaterThan(0);
});

it("takes a later port when the requested one is busy", async () => {
  const busy = await listenOnFreePort(newServer(), 0);
  expect(await listenOnFreePort(newServer(), busy)).toBeGreaterThan(busy);
});

it("passes on an error that is not about a busy port", async () => {
  const server = newServer();
  await listenOnFreePort(server, 0);
  await expect(listenOnFreePort(server, 0)).rejects.toMatchObject({ code: "ERR_SERVER_ALREADY_LISTEN" });
});
