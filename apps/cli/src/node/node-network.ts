import { spawn } from "node:child_process";
import { lookup } from "node:dns/promises";
import { constants } from "node:os";
import { connect } from "node:tls";
import { Interrupted } from "../interruption.js";
import type { Network, ProgramCall } from "../io.js";

export const nodeNetwork: Network = {
  async resolve(host) {
    const addresses = await lookup(host, { all: true });
    return addresses.map(({ address }) => address);
  },

  handshake: (host, port) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, servername: host, timeout: 10_000 });
      const fail = (error: Error) => {
        socket.destroy();
        reject(error);
      };
      socket.once("error", fail);
      socket.once("timeout", () => fail(new Error("the handshake took more than 10 s")));
      socket.once("secureConnect", () => {
        const { valid_to: validTo } = socket.getPeerCertificate();
        resolve({ protocol: socket.getProtocol() ?? "unknown", validTo: validTo ?? "" });
        socket.end();
      });
    }),
};

/** Runs a program on the terminal of this process, and passes signals on to it. */
export function runNodeProgram({ command, arguments: words, env, signal }: ProgramCall): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { stdio: "inherit", env: env as NodeJS.ProcessEnv });
    const stop = () => {
      const signalName = signal.reason instanceof Interrupted ? signal.reason.signalName : "SIGTERM";
      // Ctrl-C on a terminal reaches the whole process group, so the child already has it.
      if (signalName !== "SIGINT" || !process.stdin.isTTY) child.kill(signalName);
    };
    signal.addEventListener("abort", stop, { once: true });
    child.once("error", (error) => {
      signal.removeEventListener("abort", stop);
      reject(error);
    });
    child.once("exit", (code, signalName) => {
      signal.removeEventListener("abort", stop);
      resolve(code ?? 128 + (signalName === null ? 0 : constants.signals[signalName]));
    });
  });
}
