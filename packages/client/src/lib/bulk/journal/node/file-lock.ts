import { closeSync, constants, openSync } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Held until it is released, or the process ends in whatever way. */
export interface FileLock {
  release(): void;
}

/** Long enough for a process that was just killed to be gone. */
const waitMs = 300;
const retryMs = 25;

/**
 * Takes an exclusive lock on a file. The operating system releases it when the process ends,
 * however it ends. So a lock never goes stale: neither after `kill -9`, nor after a reboot, nor
 * when another process gets the same id. All names of the file, such as links, have one lock.
 *
 * @param path An existing file.
 * @returns undefined when somebody else holds it.
 */
export async function lockFile(path: string): Promise<FileLock | undefined> {
  for (let waitedMs = 0; ; waitedMs += retryMs) {
    const lock = await tryLock(path);
    if (lock !== undefined || waitedMs >= waitMs) return lock;
    await delay(retryMs);
  }
}

function tryLock(path: string): Promise<FileLock | undefined> {
  if (process.platform === "linux" || process.platform === "android") return lockByName(path, "\0");
  if (process.platform === "win32") return lockByName(path, "\\\\.\\pipe\\");
  return lockByFlag(path);
}

/**
 * Listens under a name of which the system has one, and which leaves nothing on the disk: an
 * abstract socket of Linux (unix(7)), a named pipe of Windows. Nobody is expected to call.
 */
async function lockByName(path: string, prefix: string): Promise<FileLock | undefined> {
  const { dev, ino } = await stat(path, { bigint: true });
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    // Exclusive: the workers of node:cluster would share the name.
    server.listen({ path: `${prefix}nh-journal-${dev}-${ino}`, exclusive: true }, () => {
      server.unref();
      resolve({ release: () => server.close() });
    });
  });
}

/** O_EXLOCK of macOS and the BSDs (their open(2)), which Node has no name for. */
const EXCLUSIVE_LOCK = 0x20;

async function lockByFlag(path: string): Promise<FileLock | undefined> {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | EXCLUSIVE_LOCK);
    return { release: () => closeSync(descriptor) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return undefined;
    throw error;
  }
}
