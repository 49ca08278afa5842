import { readFileSync } from "node:fs";

/**
 * The version of the installed package. The path holds for the sources and for the built files
 * alike.
 */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}
