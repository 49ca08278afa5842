import { lstat, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Untrusted } from "../io.js";

/**
 * Why a file must not decide what this user's commands do, as git's `safe.directory` decides it:
 * the file, a link that leads to it, or its folder belongs to somebody else, or others can write to
 * it.
 *
 * Windows has no such owners and modes: there every file counts as trusted.
 */
export async function untrusted(path: string): Promise<Untrusted | undefined> {
  const user = process.getuid?.();
  if (user === undefined) return undefined;
  for (const place of [dirname(path), path]) {
    const [link, target] = [await lstat(place), await stat(place)];
    if (link.uid !== user || target.uid !== user) return { path: place, reason: "owner" };
    // Many systems give each user a private group of the same number, and let it write.
    const others = target.gid === user && target.gid === process.getgid?.() ? 0o002 : 0o022;
    if ((target.mode & others) !== 0) return { path: place, reason: "writable" };
  }
  return undefined;
}
