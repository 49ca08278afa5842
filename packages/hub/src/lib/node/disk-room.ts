import { statfsSync } from "node:fs";

/** With less room than this, one of the next writes fails. */
const LITTLE_ROOM_BYTES = 1024 * 1024;

/** The part of a file system's facts that says how much room it has. */
type Room = { readonly bavail: number | bigint; readonly bsize: number | bigint };

/** What to tell the person who starts a hub on a disk that is full or nearly full. */
export function roomWarning(folder: string, statfs: (path: string) => Room = statfsSync): string | undefined {
  let free: number;
  try {
    const { bavail, bsize } = statfs(folder);
    free = Number(bavail) * Number(bsize);
  } catch {
    // A file system that does not say how much room it has.
    return undefined;
  }
  if (free >= LITTLE_ROOM_BYTES) return undefined;
  return `The disk of the data folder ${folder} has ${free.toLocaleString("en")} bytes left. The hub serves reads and refuses writes when it is full.`;
}
