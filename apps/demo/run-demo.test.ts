import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runDemo } from "./run-demo.js";
import { createTerminal } from "./story/terminal.js";

const folder = mkdtempSync(join(tmpdir(), "nh-demo-"));
const index = join(folder, "index.html");
beforeAll(() => writeFileSync(index, "<!doctype html>"));
afterAll(() => rmSync(folder, { recursive: true }));

function recordingTerminal(columns = 100) {
  const chunks: string[] = [];
  const terminal = createTerminal({ columns, write: (text) => chunks.push(text) }, {});
  return { terminal, text: () => chunks.join("") };
}

it("tells the story and ends when there is no page to serve", async () => {
  const { terminal, text } = recordingTerminal();
  const { good, pageUrl, close } = await runDemo({ terminal, hubPort: 0, page: undefined });
  await close();
  expect(text()).toContain("✓ All 16 sends had the expected outcome");
  expect(good).toBe(true);
  expect(pageUrl).toBeUndefined();
  expect(text()).toContain(" 4  Send to one tag ───");
  expect(text()).toContain("Hugo's iPhone  apple     Salut");
  expect(text()).toContain("✓ No device matched, as expected");
  expect(text()).toContain("PayloadError (NH_PAYLOAD_INVALID): apple: aps");
  expect(text()).toContain("The Notification was successfully sent to the Push Notification System");
});

it("keeps every line within the terminal, and shows no signature and no whole handle", async () => {
  const { terminal, text } = recordingTerminal(80);
  const { close } = await runDemo({ terminal, hubPort: 0, page: undefined });
  await close();
  expect(
    text()
      .split("\n")
      .filter((line) => [...line].length > 80),
  ).toEqual([]);
  expect(text()).not.toMatch(/sig=(?!\*\*\*)/);
  expect(text()).not.toContain("https://db5p.notify.windows.com/?token=");
});

it("uses the next free port when its own is busy, says so, and serves the page and HTTPS there", async () => {
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
  const { port } = busy.address() as AddressInfo;
  const { terminal, text } = recordingTerminal();
  const files = [{ name: "index.html", contentType: "text/html", url: pathToFileURL(index) }];
  const { pageUrl, close } = await runDemo({
    terminal,
    hubPort: port,
    page: { files, httpsPort: 0, certificateDir: folder },
  });
  expect(text()).toContain(`Port ${port} is in use. The hub took`);
  expect(text()).toContain(`Page     ${pageUrl}`);
  expect(text()).toMatch(/TLS {6}Endpoint=sb:\/\/localhost:\d+\/;SharedAccessKeyName=/);
  const [, certificate = ""] = /Trust {4}NODE_EXTRA_CA_CERTS=(.+)/.exec(text()) ?? [];
  expect(readFileSync(certificate, "utf8")).toContain("BEGIN CERTIFICATE");
  const opened = await fetch(pageUrl ?? "", { headers: { accept: "text/html" } });
  expect(await opened.text()).toBe("<!doctype html>");
  await close();
  await expect(fetch(pageUrl ?? "")).rejects.toThrow();
  await new Promise((resolve) => busy.close(resolve));
});
