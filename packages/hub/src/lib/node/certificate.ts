import { randomBytes, X509Certificate } from "node:crypto";
import { constants, copyFile, link, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { HubStartError } from "./errors.js";
import { makeFolders } from "./make-folders.js";

const DAY_MS = 86_400_000;

/** Long enough that nobody has to trust a new one often, and short enough that a lost key ends. */
const LIFETIME_DAYS = 365;

/**
 * A certificate this close to its end is replaced, so that it does not expire under a hub that runs
 * for weeks.
 */
const RENEWAL_DAYS = 30;

/** The names that a certificate must cover: whatever a client may call the loopback interface. */
const requiredNames = ["DNS:localhost", "IP Address:127.0.0.1", "IP Address:0:0:0:0:0:0:0:1"];

/** The local certificate and its key in PEM, and the file that clients must trust. */
export interface LocalCertificate {
  readonly certificate: string;
  readonly key: string;
  /** The certificate without the key, for `NODE_EXTRA_CA_CERTS` and similar variables. */
  readonly path: string;
  /** Why the certificate lasts for this run only. Set when its folder cannot be written. */
  readonly warning?: string | undefined;
}

/**
 * The folder for the certificate of a hub without a data folder: `%APPDATA%\nh`,
 * `$XDG_CONFIG_HOME/nh` or `~/.config/nh`.
 */
export function defaultCertificateFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (process.platform === "win32" && env.APPDATA) return join(env.APPDATA, "nh");
  return join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), "nh");
}

/**
 * Reads the certificate for localhost, 127.0.0.1 and ::1 from a folder, or creates it there: EC
 * P-256, self-signed, with a key that only the user may read. It is not an authority: whoever
 * trusts it trusts these three names and nothing that its key might sign. One that is damaged,
 * incomplete, within 30 days of its end or an authority is replaced.
 *
 * Hubs that start at the same moment end up with the same certificate. Certificate and key share
 * one file, and a file is only ever created whole and never overwritten: a replacement is the next
 * number.
 *
 * @param folder undefined for the user's configuration folder; when that one cannot be written, a
 *   temporary one is used and `warning` says so.
 * @throws {HubStartError} NH_CERTIFICATE when the given folder cannot be used.
 */
export async function loadCertificate(
  folder: string | undefined,
  now: () => number = Date.now,
): Promise<LocalCertificate> {
  const wanted = folder ?? defaultCertificateFolder();
  try {
    return await loadFrom(wanted, now);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (folder !== undefined) {
      throw new HubStartError(
        "NH_CERTIFICATE",
        `The certificate cannot be kept in ${wanted} (${reason}). Choose a folder that you can write to, or turn HTTPS off.`,
        { cause },
      );
    }
    const warning = `The certificate cannot be kept in ${wanted} (${reason}). It lasts for this run only.`;
    return { ...(await loadFrom(await mkdtemp(join(tmpdir(), "nh-")), now)), warning };
  }
}

async function loadFrom(folder: string, now: () => number): Promise<LocalCertificate> {
  makeFolders(folder, 0o700);
  for (;;) {
    const generations = await listGenerations(folder);
    const newest = generations[0] ?? 0;
    const identity = newest === 0 ? undefined : await readIdentity(generationPath(folder, newest), now);
    if (identity !== undefined) {
      const path = join(folder, "localhost.crt");
      await publish(path, identity.certificate);
      for (const old of generations.slice(1)) await rm(generationPath(folder, old), { force: true });
      return { ...identity, path };
    }
    // If another hub was faster, the next round reads its certificate.
    await createExclusively(generationPath(folder, newest + 1), await issue(now));
  }
}

function generationPath(folder: string, generation: number): string {
  return join(folder, `localhost.${generation}.pem`);
}

/** The numbers of the identity files, highest first. */
async function listGenerations(folder: string): Promise<number[]> {
  const numbers = (await readdir(folder)).flatMap((name) => /^localhost\.(\d{1,9})\.pem$/.exec(name)?.[1] ?? []);
  return numbers.map(Number).sort((a, b) => b - a);
}

/** Certificate and key of one file. Undefined when they cannot be used. */
async function readIdentity(
  path: string,
  now: () => number,
): Promise<{ certificate: string; key: string } | undefined> {
  const text = await readFile(path, "utf8");
  const [certificate, key] = ["CERTIFICATE", "PRIVATE KEY"].map(
    (label) => new RegExp(`-----BEGIN ${label}-----[\\s\\S]+?-----END ${label}-----\n`).exec(text)?.[0],
  );
  if (certificate === undefined || key === undefined) return undefined;
  try {
    // Refuses a key that does not belong to the certificate.
    createSecureContext({ cert: certificate, key });
    const { ca, subjectAltName, validFrom, validTo } = new X509Certificate(certificate);
    const isCurrent = Date.parse(validFrom) <= now() && Date.parse(validTo) > now() + RENEWAL_DAYS * DAY_MS;
    const names = subjectAltName?.split(", ") ?? [];
    return !ca && isCurrent && requiredNames.every((name) => names.includes(name)) ? { certificate, key } : undefined;
  } catch {
    return undefined;
  }
}

async function issue(now: () => number): Promise<string> {
  // Imported only here. A certificate is made once a year, and loading its maker takes a third of a
  // second.
  const { generate } = await import("selfsigned");
  const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // A day of slack for a client whose clock is behind.
    notBeforeDate: new Date(now() - DAY_MS),
    notAfterDate: new Date(now() + (LIFETIME_DAYS - 1) * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return `${cert.trim()}\n${key.trim()}\n`;
}

/** Creates a complete file, unless it exists already. */
async function createExclusively(path: string, text: string): Promise<void> {
  const draft = draftPath(path);
  await writeFile(draft, text, { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    // File systems without hard links (FAT, some network shares) copy instead.
    if (!exists(error))
      await copyFile(draft, path, constants.COPYFILE_EXCL).catch((failure) => {
        if (!exists(failure)) throw failure;
      });
  } finally {
    await rm(draft, { force: true });
  }
}

/** Puts the certificate where clients look for it, unless it is already there. */
async function publish(path: string, certificate: string): Promise<void> {
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present === certificate) return;
  const draft = draftPath(path);
  await writeFile(draft, certificate, { mode: 0o644, flush: true });
  await rename(draft, path);
}

function draftPath(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString("hex")}.part`;
}

function exists(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === "EEXIST";
}
