import { X509Certificate } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "selfsigned";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultCertificateFolder, loadCertificate } from "./certificate.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "nh-certificate-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const day = 86_400_000;

describe("loadCertificate", () => {
  it("creates an EC P-256 certificate for the loopback names that can sign no other", async () => {
    const { certificate, path } = await loadCertificate(folder);
    const parsed = new X509Certificate(certificate);
    expect(parsed.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
    expect(parsed.ca).toBe(false);
    expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)).toBe(365 * day);
    expect(await readFile(path, "utf8")).toBe(certificate);
  });

  it("is trusted by a client that is given the file, under each name", async () => {
    const { certificate, key, path } = await loadCertificate(folder);
    const ca = await readFile(path, "utf8");
    const server = createServer({ cert: certificate, key }, (_request, response) => response.end("hello"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      for (const servername of ["localhost", "127.0.0.1"]) {
        const status = await new Promise((resolve, reject) => {
          get({ host: "127.0.0.1", port, path: "/", ca, headers: { host: servername } }, (response) => {
            response.resume();
            resolve(response.statusCode);
          }).on("error", reject);
        });
        expect(status).toBe(200);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("returns the same certificate again", async () => {
    const first = await loadCertificate(folder);
    expect(await loadCertificate(folder)).toEqual(first);
    expect((await readdir(folder)).sort()).toEqual(["localhost.1.pem", "localhost.crt"]);
  });

  it.skipIf(process.platform === "win32")("lets only the user read the key", async () => {
    const { path } = await loadCertificate(folder);
    expect((await stat(join(folder, "localhost.1.pem"))).mode & 0o777).toBe(0o600);
    expect((await stat(path)).mode & 0o777).toBe(0o644);
    expect(await readFile(path, "utf8")).not.toContain("PRIVATE KEY");
  });

  it("gives hubs that start at the same moment the same certificate", async () => {
    const loaded = await Promise.all(Array.from({ length: 8 }, () => loadCertificate(folder)));
    expect(new Set(loaded.map(({ certificate, key }) => certificate + key)).size).toBe(1);
    expect((await readdir(folder)).sort()).toEqual(["localhost.1.pem", "localhost.crt"]);
  });

  it("replaces a certificate thirty days before its end", async () => {
    const first = await loadCertificate(folder);
    const almost = await loadCertificate(folder, () => Date.now() + 333 * day);
    expect(almost.certificate).toBe(first.certificate);
    const renewed = await loadCertificate(folder, () => Date.now() + 335 * day);
    expect(renewed.certificate).not.toBe(first.certificate);
    expect(renewed.path).toBe(first.path);
    expect(await readFile(renewed.path, "utf8")).toBe(renewed.certificate);
    expect((await readdir(folder)).sort()).toEqual(["localhost.2.pem", "localhost.crt"]);
  });

  it.each([
    ["empty", () => ""],
    ["cut off", (text: string) => text.slice(0, 300)],
    ["without a key", (text: string) => text.slice(0, text.indexOf("-----BEGIN PRIVATE KEY"))],
    ["not a certificate", (text: string) => text.replace(/[A-Z]/g, "b")],
  ])("replaces a file that is %s", async (_name, damage) => {
    const first = await loadCertificate(folder);
    const file = join(folder, "localhost.1.pem");
    await writeFile(file, damage(await readFile(file, "utf8")));
    const second = await loadCertificate(folder);
    expect(second.certificate).not.toBe(first.certificate);
    expect(await readFile(second.path, "utf8")).toBe(second.certificate);
  });

  it("replaces an authority, as earlier versions made it", async () => {
    const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
      keyType: "ec",
      curve: "P-256",
      algorithm: "sha256",
      extensions: [
        { name: "basicConstraints", cA: true, critical: true },
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
    await writeFile(join(folder, "localhost.1.pem"), `${cert.trim()}\n${key.trim()}\n`);
    const { certificate } = await loadCertificate(folder);
    expect(new X509Certificate(certificate).ca).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(["localhost.2.pem", "localhost.crt"]);
  });

  it("replaces a certificate whose key belongs to another", async () => {
    const other = await mkdtemp(join(tmpdir(), "nh-certificate-"));
    const first = await loadCertificate(folder);
    const { key } = await loadCertificate(other);
    await rm(other, { recursive: true });
    await writeFile(join(folder, "localhost.1.pem"), first.certificate + key);
    const second = await loadCertificate(folder);
    expect([second.certificate === first.certificate, second.key === key]).toEqual([false, false]);
  });

  it("restores the published file when somebody changed it", async () => {
    const { certificate, path } = await loadCertificate(folder);
    await writeFile(path, "something else");
    await loadCertificate(folder);
    expect(await readFile(path, "utf8")).toBe(certificate);
  });

  it("names the folder when it cannot be used", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(loadCertificate(join(file, "inside"))).rejects.toMatchObject({
      name: "HubStartError",
      code: "NH_CERTIFICATE",
      message: expect.stringContaining(join(file, "inside")),
      cause: { code: "ENOTDIR" },
    });
  });

  it("uses a temporary folder when the user's own cannot be written", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await chmod(file, 0o600);
    const before = process.env.XDG_CONFIG_HOME;
    process.env.XDG_CONFIG_HOME = file;
    try {
      const { path, warning, certificate } = await loadCertificate(undefined);
      expect(warning).toContain(join(file, "nh"));
      expect(await readFile(path, "utf8")).toBe(certificate);
      await rm(join(path, ".."), { recursive: true });
    } finally {
      if (before === undefined) delete process.env.XDG_CONFIG_HOME;
      else process.env.XDG_CONFIG_HOME = before;
    }
  });
});

describe("defaultCertificateFolder", () => {
  it.skipIf(process.platform === "win32")("follows XDG_CONFIG_HOME", () => {
    expect(defaultCertificateFolder({ XDG_CONFIG_HOME: "/config" })).toBe(join("/config", "nh"));
    expect(defaultCertificateFolder({})).toMatch(/[/\\]\.config[/\\]nh$/);
  });
});
