import { JournalError } from "../journal-error.js";

const reasons: Readonly<Record<string, string>> = {
  EACCES: "you have no permission",
  EDQUOT: "the quota of the disk is used up",
  EFBIG: "it would be too large",
  ENOENT: "the folder accepts no new file",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is not a folder",
  EPERM: "you have no permission",
  EROFS: "the disk is read-only",
};

/** @param action What failed, such as `be written`. */
export function unusable(path: string, action: string, cause: unknown): JournalError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : `the system reports ${code}`;
  return new JournalError("NH_JOURNAL_UNUSABLE", path, `${path} cannot ${action}: ${reason}.`, cause);
}
