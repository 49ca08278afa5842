import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type StartedHub, startHub } from "@nh/hub/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Snippet, snippetsFor } from "../src/web/connect/snippets.js";
import { cli, has, withNh } from "./commands.js";

const run = promisify(execFile);
// Beside the sources, so that what the snippets import is found.
const folder = fileURLToPath(new URL("./.snippets/", import.meta.url));
const bin = mkdtempSync(join(tmpdir(), "nh-snippets-"));
let hub: StartedHub;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  hub = await startHub({ hubs: ["shop"], port: 0, httpsPort: 0 });
});

afterAll(async () => {
  await hub?.close();
  for (const path of [folder, bin]) rmSync(path, { recursive: true, force: true });
});

const snippet = (id: string): Snippet => {
  const { connectionString, tlsConnectionString: tls = null, certificatePath = null } = hub;
  const found = snippetsFor({ hub: "shop", connectionString, tls, certificatePath }).find((one) => one.id === id);
  if (found === undefined) throw new TypeError(`There is no snippet of ${id}.`);
  return found;
};

/** The one request that the hub has seen since. */
function expectSent(): void {
  const requests = hub.hub.requests.list();
  expect(requests.map(({ status, requestBody }) => [status, requestBody])).toEqual([
    [201, '{"aps":{"alert":"Hello"}}'],
  ]);
  expect(requests[0]?.requestHeaders["servicebusnotification-format"]).toBe("apple");
  hub.hub.requests.clear();
}

describe("the program of the panel Connect", () => {
  it("sends in JavaScript with nh", async () => {
    const file = join(folder, "nh.mjs");
    writeFileSync(file, snippet("nh-js").code);
    await import(/* @vite-ignore */ file);
    expectSent();
  });

  it("sends in JavaScript with the official SDK, over TLS", async () => {
    const { code, trust = "" } = snippet("azure-js");
    const [name = "", path] = trust.split("=");
    await run(process.execPath, ["--input-type=module", "-e", code], {
      cwd: fileURLToPath(new URL("../../hub", import.meta.url)),
      env: { ...process.env, [name]: path },
    });
    expectSent();
  });

  it.skipIf(!existsSync(cli) || !has.python)("sends in Python", async () => {
    await run("python3", ["-c", snippet("python").code], { env: withNh(bin) });
    expectSent();
  });

  it.skipIf(!existsSync(cli) || !has.curl)("sends with curl", async () => {
    await run("sh", ["-c", snippet("curl").code], { env: withNh(bin) });
    expectSent();
  });

  it.skipIf(!has.javac)("makes Java trust the certificate", async () => {
    writeFileSync(
      join(bin, "Trust.java"),
      `import java.net.URI;
      import java.net.http.*;
      public class Trust {
        public static void main(String[] arguments) throws Exception {
          HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0] + "/_nh/health")).build();
          HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
          System.out.println(response.statusCode());
        }
      }`,
    );
    const script = `${snippet("java").trust} && java Trust.java '${hub.httpsUrl}'`;
    const { stdout } = await run("sh", ["-c", script], { cwd: bin });
    expect(stdout).toBe("200\n");
  });
});

it.skipIf(existsSync(cli))("skips Python and curl because apps/cli/dist is not built", () => {
  expect(existsSync(cli)).toBe(false);
});
