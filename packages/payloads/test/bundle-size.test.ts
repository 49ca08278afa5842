import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));
/**
 * The published modules mirror the sources file by file, so the sources say what a bundle costs.
 */
const entryPoint = "./src/index.ts";

interface Bundle {
  readonly gzipBytes: number;
  /** The files that something is left of, such as `lib/apple/apple`. */
  readonly files: readonly string[];
}

/** What an app pays that imports these names and nothing else. */
async function bundle(...names: string[]): Promise<Bundle> {
  const list = names.join(", ");
  const { outputFiles, metafile } = await build({
    stdin: { contents: `import { ${list} } from "${entryPoint}"; console.log(${list});`, resolveDir: packageFolder },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    metafile: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return {
    gzipBytes: gzipSync(outputFiles[0]?.contents ?? "").length,
    files: inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path),
  };
}

describe("an app", () => {
  it("pays at most 5.25 KB for apple, warnings included", async () => {
    const { gzipBytes } = await bundle("apple");
    expect(gzipBytes).toBeLessThanOrEqual(5.25 * 1_024);
  });

  it("pays less than 2.1 KB for template", async () => {
    expect((await bundle("template")).gzipBytes).toBeLessThan(2.1 * 1_024);
  });

  it("pays less than 2.3 KB for rawNotification, which warns of the services that were shut down", async () => {
    expect((await bundle("rawNotification")).gzipBytes).toBeLessThan(2.3 * 1_024);
  });

  it.each([
    ["apple", ["apple"]],
    ["fcmV1", ["fcm-v1", "apple", "browser"]],
    ["adm", ["adm", "fcm-v1"]],
    ["baidu", ["baidu"]],
    ["xiaomi", ["xiaomi"]],
    ["browser", ["browser"]],
    ["template", ["template"]],
    ["windowsToast", ["windows"]],
    ["windowsPhoneToast", ["windows-phone"]],
  ])("gets with %s no code of other platforms", async (name, folders) => {
    const { files } = await bundle(name);
    const platformFolders = /lib\/(apple|fcm-v1|gcm|windows|windows-phone|adm|baidu|xiaomi|browser|template)\//;
    const found = new Set(files.flatMap((file) => platformFolders.exec(file)?.[1] ?? []));
    expect([...found].filter((folder) => !folders.includes(folder))).toEqual([]);
  });

  it("gets the descriptions of all platforms with no builder", async () => {
    const { files } = await bundle("apple", "fcmV1", "windowsToast", "rawNotification");
    expect(files.filter((file) => file.includes("lib/describe/"))).toEqual([]);
  });

  it("gets the XML parser only with the platforms that speak XML", async () => {
    const hasParser = async (...names: string[]): Promise<boolean> =>
      (await bundle(...names)).files.some((file) => file.includes("saxes"));
    expect(await hasParser("apple", "appleLiveActivity", "fcmV1", "gcm", "adm", "baidu", "xiaomi", "browser")).toBe(
      false,
    );
    expect(await hasParser("template", "rawNotification", "platformFacts", "utf8ByteLength", "isPayloadError")).toBe(
      false,
    );
    expect(await hasParser("windowsToast")).toBe(true);
    expect(await hasParser("windowsPhone")).toBe(true);
    expect(await hasParser("previewText")).toBe(true);
    expect(await hasParser("describeNotification")).toBe(true);
  });
});
