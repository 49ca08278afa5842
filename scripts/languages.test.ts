// Runs the lines of docs/testing.md for other languages, as printed, against a local hub. Where a
// language is not installed, its test is skipped and its title says so.
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createSasToken } from "@nh/auth";
import { NotificationHubClient } from "@nh/client";
import { developmentPolicy } from "@nh/hub";
import { type StartedHub, startHub } from "@nh/hub/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeBlocks } from "./markdown.mjs";
import { readText, root } from "./sources.mjs";

const run = promisify(execFile);
const HANDLE = "00FC13ADFF785122";

interface Language {
  /** The language of the code block. */
  readonly block: string;
  /** What the block contains, where the page has several in this language. */
  readonly including: string;
  /** A command that succeeds where the language is installed. */
  readonly probe: readonly [string, ...string[]];
  readonly file: string;
  /** The block as a whole program. */
  readonly wrap: (lines: string) => string;
  readonly run: readonly [string, ...string[]];
}

const languages: readonly Language[] = [
  {
    block: "js",
    including: "@azure/notification-hubs",
    probe: [process.execPath, "--version"],
    file: "send.mjs",
    wrap: (lines) => lines,
    run: [process.execPath, "send.mjs"],
  },
  {
    block: "python",
    including: "urllib",
    probe: ["python3", "--version"],
    file: "send.py",
    wrap: (lines) => lines,
    run: ["python3", "send.py"],
  },
  {
    block: "go",
    including: "http.NewRequest",
    probe: ["go", "version"],
    file: "send.go",
    wrap: (lines) => `package main

import ("net/http"; "os"; "strings")

func main() {
${lines}
	if err != nil || response.StatusCode != 201 {
		panic(err)
	}
}
`,
    run: ["go", "run", "send.go"],
  },
  {
    block: "php",
    including: "curl_exec",
    probe: ["php", "-r", "exit(function_exists('curl_init') ? 0 : 1);"],
    file: "send.php",
    wrap: (lines) => `<?php\n${lines}\n`,
    run: ["php", "send.php"],
  },
  {
    block: "java",
    including: "HttpClient",
    probe: ["java", "--version"],
    file: "Send.java",
    wrap: (lines) => `import java.net.URI;
import java.net.http.*;

class Send {
    public static void main(String[] words) throws Exception {
${lines}
    }
}
`,
    run: ["java", "Send.java"],
  },
];

const folder = mkdtempSync(join(tmpdir(), "nh-languages-"));
let hub: StartedHub;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  // The program of a user has the SDK of Azure among its dependencies.
  const packages = join(folder, "node_modules/@azure");
  mkdirSync(packages, { recursive: true });
  const sdk = join(root, "packages/hub/node_modules/@azure/notification-hubs");
  symlinkSync(sdk, join(packages, "notification-hubs"), "junction");

  hub = await startHub({ port: 0, httpsPort: 0, certificateDir: join(folder, "certificate") });
  const { keyName, primaryKey: key } = developmentPolicy;
  environment = {
    ...process.env,
    NH_URL: hub.url,
    NH_HUB: "hub",
    NH_TOKEN: await createSasToken({ resourceUri: hub.url, keyName, key, ttlSeconds: 3600 }),
    NOTIFICATIONHUBS_CONNECTION_STRING: hub.tlsConnectionString,
    NOTIFICATION_HUB_NAME: "hub",
    NODE_EXTRA_CA_CERTS: hub.certificatePath,
  };
  const client = new NotificationHubClient(hub.connectionString, "hub");
  await client.installations.put({ installationId: "phone", platform: "apns", pushChannel: HANDLE });
  await client.close();
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(languages)("the lines for $block", ({ block, including, probe, file, wrap, run: command }) => {
  const isInstalled = spawnSync(probe[0], probe.slice(1)).status === 0;
  const title = `reach a device${isInstalled ? "" : ` (skipped: ${block} is not installed here)`}`;

  it.skipIf(!isInstalled)(
    title,
    async () => {
      const lines = codeBlocks(readText("docs/testing.md")).filter(
        ({ language, text }) => language === block && text.includes(including),
      );
      expect(lines).toHaveLength(1);
      writeFileSync(join(folder, file), wrap(lines[0]?.text ?? ""));
      hub.hub.deliveries.clear();
      await run(command[0], command.slice(1), { cwd: folder, env: environment, timeout: 170_000 });
      expect(hub.hub.deliveries.list().map(({ handle, body }) => ({ handle, body }))).toEqual([
        { handle: HANDLE, body: '{"aps":{"alert":"Hello"}}' },
      ]);
    },
    180_000, // the first run of Go compiles its standard library
  );
});
