import { fstatSync } from "node:fs";
import { OutputClosed } from "../interruption.js";
import type { TextOutput } from "../io.js";
import { writeAllSync } from "./write-all.js";

/** stdout or stderr of this process. */
export function nodeOutput(stream: NodeJS.WriteStream & { readonly fd: number }): TextOutput {
  // Without a listener, a closed pipe ends the process with a stack trace. The callback of the
  // write reports it.
  stream.on("error", () => {});
  const toFile = isFile(stream.fd);
  // A terminal that was closed reports EIO.
  const failed = (error: Error) =>
    isClosedPipe(error) || (stream.isTTY && (error as NodeJS.ErrnoException).code === "EIO")
      ? new OutputClosed()
      : Object.assign(error, { path: stream === process.stderr ? "stderr" : "stdout" });
  return {
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      // Only a terminal has a width; nothing is cut in a pipe.
      return stream.columns ?? Number.POSITIVE_INFINITY;
    },
    async write(text) {
      try {
        if (toFile) writeAllSync(stream.fd, text);
        else
          await new Promise<void>((resolve, reject) =>
            stream.write(text, (error) => (error ? reject(error) : resolve())),
          );
      } catch (error) {
        throw error instanceof Error ? failed(error) : error;
      }
    },
  };
}

function isFile(descriptor: number): boolean {
  try {
    // Bigints on purpose: Node loads modules by a realpath that takes the numbers of the last
    // synchronous stat, whatever it was of, for those of a pipe, and then follows no link.
    return fstatSync(descriptor, { bigint: true }).isFile();
  } catch {
    return false;
  }
}

function isClosedPipe(error: Error): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "EOF";
}
