import { execFileSync } from "node:child_process";
import type * as fs from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NotificationHubClient } from "@nh/client";
import { apple } from "@nh/payloads";
import { describe, expect, it, vi } from "vitest";
import { createTestHub, type TestHub } from "../../../test/test-hub.js";
import { createTestIo, type RunResult, runCli, type TestIoOptions } from "../../../test/test-io.js";
import { Interrupted } from "../../interruption.js";

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const writeSync = (...write: Parameters<typeof fs.writeSync>) => {
    if (disk.isFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    return real.writeSync(...write);
  };
  return { ...real, writeSync };
});

const handle = (index: number) => index.toString(16).padStart(64, "0").toUpperCase();
const handles = (count: number, from = 0) => Array.from({ length: count }, (_, index) => handle(from + index));
const delivered = ({ hub }: TestHub) => hub.deliveries.list({ limit: 100_000 }).map((delivery) => delivery.handle);
const words = ["send", "apple", "--title", "Hi", "--devices", "-"];

describe("nh send --devices", () => {
  it("sends to all handles in batches", async () => {
    const test = createTestHub();
    const { code, json, err } = await test.nh([...words, "--json"], { input: handles(2500).join("\n") });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(json()).toEqual({
      sent: 3,
      failed: 0,
      devices: 2500,
      devicesInAllRuns: 2500,
      duplicates: 0,
      mayHaveRepeated: 0,
      stoppedEarly: false,
      notTried: 0,
      failures: [],
      warnings: [],
    });
    expect(delivered(test).sort()).toEqual(handles(2500));
  });

  it("sends once to a handle that appears twice, and says how many it skipped", async () => {
    const input = [...handles(3), ...handles(2).map((one) => one.toLowerCase())].join("\n");
    const test = createTestHub();
    const { json } = await test.nh([...words, "--json"], { input });
    expect(json()).toMatchObject({ sent: 1, devices: 3, duplicates: 2 });
    expect(delivered(test).sort()).toEqual(handles(3));
    const all = await createTestHub().nh([...words, "--duplicates", "send"], { input });
    expect(all.out).toContain("5 devices in 1 batch");
    const again = await createTestHub().nh(words, { input });
    expect(again.out).toContain("2 handles skipped");
  });

  it("says that the input has no handles", async () => {
    const { code, err } = await createTestHub().nh(words, { input: "\n" });
    expect({ code, err }).toEqual({ code: 0, err: "The input has no handles.\n" });
  });

  it("streams each batch with --ndjson", async () => {
    const test = createTestHub();
    const { out } = await test.nh([...words, "--batch-size", "2", "--concurrency", "1", "--ndjson"], {
      input: handles(3).join("\n"),
    });
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { start: 0, count: 2, state: "sent", attempts: 1, notificationId: expect.any(String) },
      { start: 2, count: 1, state: "sent" },
    ]);
  });

  it("prints the warnings with the first line of --ndjson, and only there", async () => {
    const test = createTestHub();
    const payload = '{"aps":{"alert":"Hi","alrt":"x"}}';
    const line = ["send", "apple", "--payload", payload, "--devices", "-", "--batch-size", "1", "--concurrency", "1"];
    const { out } = await test.nh([...line, "--ndjson"], { input: handles(2).join("\n") });
    const [first, second] = out
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as { warnings?: unknown });
    const { warnings } = (await test.nh([...line, "--json"], { input: handles(2).join("\n") })).json<{
      warnings: unknown[];
    }>();
    expect(warnings.length).toBeGreaterThan(0);
    expect(first).toMatchObject({ start: 0, state: "sent", warnings });
    expect(second).not.toHaveProperty("warnings");
  });

  it.each([
    ["lines", "handles.txt", (list: string[]) => `\ufeff${list.join("\r\n")}\r\n\r\n`, []],
    [
      "a CSV with a usual name",
      "handles.csv",
      (list: string[]) => `id,token\n${list.map((text, index) => `"a,""${index}",${text}`).join("\n")}\n`,
      [],
    ],
    [
      "a CSV by column",
      "handles.csv",
      (list: string[]) => `id;x,"device ""id"""\n${list.map((text) => `1,"${text}"`).join("\n")}`,
      ["--column", 'device "id"'],
    ],
    [
      "a CSV by number",
      "handles.data",
      (list: string[]) => list.map((text) => `1,${text}`).join("\n"),
      ["--column", "2"],
    ],
    ["NDJSON of texts", "handles.ndjson", (list: string[]) => list.map((text) => JSON.stringify(text)).join("\n"), []],
    [
      "NDJSON of installations",
      "handles.jsonl",
      (list: string[]) => list.map((text) => JSON.stringify({ pushChannel: text })).join("\n"),
      [],
    ],
    [
      "NDJSON by field",
      "-",
      (list: string[]) => list.map((text) => JSON.stringify({ t: text })).join("\n"),
      ["--devices-format", "ndjson", "--column", "t"],
    ],
  ])("reads %s", async (_, name, write, more) => {
    const test = createTestHub();
    const io = createTestIo({ ...test.world, input: write(handles(3)) });
    if (name !== "-") await io.files.writeText(`${io.cwd}/${name}`, write(handles(3)));
    const { code, err } = await runCli(["send", "apple", "--title", "Hi", "--devices", name, ...more], io);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(delivered(test).sort()).toEqual(handles(3));
  });

  it("reports what is wrong with a file of handles", async () => {
    const test = createTestHub();
    const send = async (input: string, ...more: string[]) =>
      JSON.parse((await test.nh([...words, ...more, "--json"], { input })).err) as { message: string };
    expect((await send("a,b\n1,2", "--devices-format", "csv")).message).toContain("none has a known heading: handle");
    expect(await send("a,b\n1,2", "--devices-format", "csv")).toMatchObject({
      fix: "--column names it: the heading of a column or its number, or the field of JSON objects.",
    });
    expect((await send(`["${handles(1)[0]}","x","y z"]`)).message).toMatch(
      /^stdin: 2 handles are invalid:\nLine 1, element 2: .+\nLine 1, element 3: .+$/,
    );
    const many = Array.from({ length: 12 }, (_, index) => `${handle(index)}\nx${index}`).join("\n");
    const { message } = (await send(many)) as { message: string };
    expect(message.split("\n")).toEqual([
      "stdin: 12 handles are invalid:",
      ...Array.from({ length: 10 }, (_, index) => expect.stringMatching(`^Line ${index * 2 + 2}: "x${index}" `)),
      "… and 2 more",
    ]);
    const unnamed = await send(`${handles(1)[0]},2031`, "--devices-format", "csv");
    expect(JSON.stringify(unnamed)).not.toContain(handles(1)[0]);
    expect((await send('token\n"abc', "--column", "token")).message).toContain(
      "stdin: Line 2: The quote in column 1 is never closed.",
    );
    expect((await send('{"x":1}', "--devices-format", "ndjson")).message).toContain(
      "Line 1: Expected a string, or an object with one of the fields handle",
    );
    expect(delivered(test)).toEqual([]);
  });

  it("lists every line that cannot be read, beside the invalid handles", async () => {
    const test = createTestHub();
    const send = async (...lines: string[]) =>
      JSON.parse((await test.nh([...words, "--json"], { input: lines.join("\n") })).err) as object;
    expect(await send(`{"token":"${handle(0)}"}`, '{"token":}', '{"token":"x"}', "", "{")).toMatchObject({
      code: "NH_HANDLE_LIST_INVALID",
      message: [
        "stdin: 3 lines are invalid:",
        "Line 2: Not valid JSON: expected a value in column 10.",
        'Line 3: "x" is not an APNs device token: it has another form. An APNs token is written as pairs of hexadecimal digits.',
        'Line 5: Not valid JSON: expected a name in double quotes or "}", but the text ends in column 2.',
      ].join("\n"),
      fix: "Write one JSON array of strings or objects, or one string or object per line.",
    });
    expect(
      await send("user,token", `ann,"${handle(0)}`, `bob,"${handle(1)}"`, `eve,${handle(2)}`, 'joe,"'),
    ).toMatchObject({
      message: [
        "stdin: 2 lines are invalid:",
        "Line 2: The quote in column 5 is not closed as it should be: text follows the next quote, in line 3.",
        "Line 5: The quote in column 5 is never closed.",
      ].join("\n"),
      fix: "Close each quote in its cell, and double a quote that is part of a cell.",
    });
    const many = Array.from({ length: 1200 }, () => "{");
    expect(await send(`{"token":"${handle(0)}"}`, ...many)).toMatchObject({
      message: expect.stringMatching(/^stdin: 1,200 lines are invalid:\nLine 2: .+(?:\n.+)+\n… and 1,190 more$/),
    });
    expect(delivered(test)).toEqual([]);
  });

  it("says last, and beside the first ten lines, why the rest of a list was not read", async () => {
    const test = createTestHub();
    const send = async (input: string, ...more: string[]) =>
      JSON.parse((await test.nh([...words, ...more, "--json"], { input })).err) as { message: string };
    const odd = (count: number) => Array.from({ length: count }, (_, index) => `x${index}`);
    const carriage = "The line ends with CR alone, as on old Macs. Write LF or CR LF: tr '\\r' '\\n' < old > new.";
    const lines = (await send(`${odd(12).join("\n")}\n${handle(0)}\r${handle(1)}`)).message.split("\n");
    expect(lines).toEqual([
      "stdin: 12 lines are invalid, and the list cannot be read to its end:",
      ...Array.from({ length: 10 }, (_, index) => expect.stringMatching(`^Line ${index + 1}: "x${index}" `)),
      "… and 2 more",
      `Line 13: ${carriage} The rest of the list was not read.`,
    ]);
    expect((await send(`x0\n${handle(0)}\r${handle(1)}`)).message).toMatch(
      /^stdin: 1 line is invalid, and the list .+:\nLine 1: /,
    );
    expect((await send(`${handle(0)}\r${handle(1)}`)).message).toBe(`stdin: Line 1: ${carriage}`);
    const array = JSON.stringify(odd(12)).slice(0, -1);
    expect((await send(array)).message).toMatch(
      /^stdin: 11 elements are invalid, and .+\n(?:.+\n){10}… and 1 more\nLine 1: The JSON array is never closed\. The rest/,
    );
    // Where its JSON is broken, the list as a whole comes first.
    expect((await send(`${array},{bad}]`)).message).toBe(
      `stdin is not a list in JSON: expected a name in double quotes or "}" at line 1, column ${array.length + 3}.`,
    );
    expect(delivered(test)).toEqual([]);
  });

  it.each([
    ["line", "\n", ["", ""], "Line 2:", "Line 4:"],
    ["element", ",", ["[", "]"], "Line 1, element 2:", "Line 1, element 4:"],
  ] as const)("lists every %s of JSON without the field", async (unit, comma, [open, close], first, second) => {
    const test = createTestHub();
    const token = (index: number) => `{"token":"${handle(index)}"}`;
    const input = `${open}${[token(0), "{}", token(1), "7", token(2)].join(comma)}${close}`;
    const { code, err } = await test.nh([...words, "--json"], { input });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_HANDLE_LIST_INVALID",
      message: expect.stringMatching(
        `^stdin: 2 ${unit}s are invalid:\n${first} Expected a string.+\n${second} Expected`,
      ),
      fix: "--column names it: the heading of a column or its number, or the field of JSON objects.",
    });
    expect(delivered(test)).toEqual([]);
  });

  it("says where a line of NDJSON is not valid JSON", async () => {
    const test = createTestHub();
    const input = `\n"${handle(0)}"\n{"token":}\n`;
    const { code, err } = await test.nh([...words, "--devices-format", "ndjson", "--json"], { input });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_HANDLE_LIST_INVALID",
      message: "stdin: Line 3: Not valid JSON: expected a value in column 10.",
    });
    const { cwd } = createTestIo();
    await writeFile(join(cwd, "x.json"), "{bad");
    const ofFile = await test.nh(["send", "apple", "--title", "Hi", "--devices", "x.json", "--json"], { cwd });
    expect(JSON.parse(ofFile.err)).toMatchObject({
      message: 'x.json: Line 1: Not valid JSON: expected a name in double quotes or "}" in column 2.',
    });
  });

  it.each([
    ["x.json", `\n["${"0".repeat(64)}",\n  {bad}]`, 'expected a name in double quotes or "}" at line 3, column 4'],
    ["x.json", '{\n  "tokens": []\n}', "it is one JSON value over several lines, and no array"],
    ["-", '["a",b]', "expected a value at line 1, column 6"],
  ])("says where %s is not valid JSON: %j", async (name, text, problem) => {
    const { cwd } = createTestIo();
    await writeFile(join(cwd, name === "-" ? "unused" : name), text);
    const test = createTestHub();
    const line = ["send", "apple", "--title", "Hi", "--devices", name, "--json"];
    const { code, err } = await test.nh(line, { cwd, input: text });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_HANDLE_LIST_INVALID",
      message: `${name === "-" ? "stdin" : name} is not a list in JSON: ${problem}.`,
      fix: "Write one JSON array of strings or objects, or one string or object per line.",
    });
    expect(delivered(test)).toEqual([]);
  });

  it("says how to read a whole array in a file whose name promises one value per line", async () => {
    const { cwd } = createTestIo();
    await writeFile(join(cwd, "x.ndjson"), `[\n  "${handle(0)}"\n]\n`);
    const test = createTestHub();
    const line = ["send", "apple", "--title", "Hi", "--devices", "x.ndjson"];
    const { code, err } = await test.nh([...line, "--json"], { cwd });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      message: "x.ndjson is one JSON array, not one value per line.",
      fix: "Pass --devices-format json.",
    });
    expect((await test.nh([...line, "--devices-format", "json"], { cwd })).code).toBe(0);
    expect(delivered(test)).toEqual([handle(0)]);
  });

  it("reads a file with the extension json as an array, or as one value per line", async () => {
    const { cwd } = createTestIo();
    for (const text of [
      JSON.stringify(handles(2)),
      handles(2)
        .map((handle) => JSON.stringify({ handle }))
        .join("\n"),
    ]) {
      await writeFile(join(cwd, "x.json"), `\n${text}\n`);
      const test = createTestHub();
      const line = ["send", "apple", "--title", "Hi", "--devices", "x.json"];
      expect((await test.nh(line, { cwd })).code).toBe(0);
      expect(delivered(test).sort()).toEqual(handles(2));
    }
  });

  it("refuses a handle that the platform cannot have issued before the first batch, and names its line", async () => {
    const test = createTestHub();
    const input = [...handles(5), `<${handle(5)}>`, handle(6), "abc", "x y"].join("\n");
    const { code, err } = await test.nh([...words, "--batch-size", "1", "--json"], { input });
    expect(code).toBe(6);
    expect(JSON.parse(err)).toMatchObject({
      code: "NH_HANDLE_INVALID",
      message: expect.stringMatching(
        /^stdin: 3 handles are invalid:\nLine 6: "<00000…005>" is not an APNs device token: it has angle brackets\. An APNs token is written as pairs of hexadecimal digits\.\nLine 8: "abc" .+\nLine 9: "x y" .+$/,
      ),
      fix: `Nothing was sent. The first one, cleaned, is ${handle(5)}. --unchecked sends to them as they are.`,
    });
    expect(test.hub.requests.list()).toEqual([]);
    const unchecked = await test.nh([...words, "--unchecked", "--json"], { input });
    expect(unchecked.json()).toMatchObject({ devices: 9 });
  });

  it("sees that tokens of APNs and FCM were mixed up, both ways", async () => {
    const fcmToken = `cGd9mN0qRzKxYw7tUvWxYz:APA91b${"x".repeat(134)}`;
    const send = async (platform: string, input: string) =>
      (await createTestHub().nh(["send", platform, "--title", "Hi", "--devices", "-"], { input })).err;
    expect(await send("apple", fcmToken)).toContain("is an FCM registration token, not an APNs device token.");
    expect(await send("fcmv1", handle(1))).toContain("is an APNs device token, not an FCM registration token.");
  });

  it("says how many rows have no handle, and where the first are", async () => {
    const test = createTestHub();
    const input = `token;user\n${handle(0)};a\n;b\nNULL;c\n${handle(1)};d`;
    const { code, err } = await test.nh(words, { input });
    expect(code).toBe(0);
    expect(err).toBe("warning: stdin: 2 rows have no handle and are skipped: lines 3, 4\n");
    expect(delivered(test).sort()).toEqual(handles(2));
  });

  it("checks --device as it checks a list", async () => {
    const test = createTestHub();
    const send = (...more: string[]) => test.nh(["send", "apple", "--title", "Hi", ...more]);
    const refused = await send("--device", handle(1), "--device", `"${handle(2)}"`);
    expect(refused.code).toBe(6);
    expect(refused.err).toContain(`hint: The clean handle is ${handle(2)}. --unchecked accepts it as it is.`);
    expect(delivered(test)).toEqual([]);
    expect((await send("--tag", "a", "--unchecked")).err).toContain(
      "--unchecked needs --payload, --device or --devices.",
    );
    expect((await send("--devices", "-", "--devices-format", "lines", "--column", "1")).code).toBe(2);
  });

  it("exits with 7 when some batches failed, and names them", async () => {
    const test = createTestHub();
    test.hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 400, detail: "no" }, count: 1 });
    const { code, json, err } = await test.nh([...words, "--batch-size", "2", "--concurrency", "1", "--json"], {
      input: handles(4).join("\n"),
    });
    expect(code).toBe(7);
    expect(json()).toMatchObject({
      sent: 1,
      failed: 1,
      devices: 2,
      failures: [{ start: 0, count: 2, error: { code: "NH_BAD_REQUEST" } }],
    });
    expect(JSON.parse(err)).toMatchObject({
      warning: expect.stringContaining("devices 1 to 2 received nothing"),
    });
  });

  it("stops at once when the key is refused, with its exit code", async () => {
    const test = createTestHub();
    const env = {
      ...test.world.env,
      NH_CONNECTION_STRING: test.hub.connectionString.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=eA=="),
    };
    const { code } = await test.nh([...words, "--batch-size", "1", "--concurrency", "1"], {
      env,
      input: handles(100).join("\n"),
    });
    expect(code).toBe(3);
    expect(test.hub.requests.list().length).toBeLessThan(5);
  });

  it("gives up after five failures in a row", async () => {
    const test = createTestHub();
    test.hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 400 } });
    const { code } = await test.nh([...words, "--batch-size", "1", "--concurrency", "1"], {
      input: handles(100).join("\n"),
    });
    expect(code).toBe(6);
    expect(test.hub.requests.list({ limit: 1000 }).length).toBeLessThan(10);
  });

  /** A hub that accepts some batches, then breaks each connection once all eight lanes wait. */
  function breaksAfter(test: TestHub, accepted: number) {
    const seen = { requests: 0 };
    let open = () => {};
    const allWait = new Promise<void>((resolve) => {
      open = resolve;
    });
    const fetch = async (url: string, init: RequestInit) => {
      seen.requests += 1;
      if (seen.requests <= accepted) return test.hub.fetch(new Request(url, init));
      if (seen.requests === accepted + 8) open();
      await allWait;
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
      });
    };
    return { seen, fetch };
  }

  it("reports every batch that was under way when it gave up, and what it did not try", async () => {
    const test = createTestHub();
    const { seen, fetch } = breaksAfter(test, 8);
    const line = [...words, "--batch-size", "100", "--resume", "run.journal", "--json"];
    const { code, json, err, io } = await test.nh(line, { fetch, input: handles(9000).join("\n") });
    expect(code).toBe(7);
    const report = json<{ failures: { start: number; count: number; mayHaveBeenSent: boolean }[] }>();
    const failed = seen.requests - 8;
    // More than the five that made it give up.
    expect(failed).toBeGreaterThanOrEqual(8);
    expect(report).toMatchObject({
      sent: 8,
      failed,
      devices: 800,
      stoppedEarly: true,
      notTried: 9000 - seen.requests * 100,
    });
    expect(report.failures.every(({ mayHaveBeenSent }) => mayHaveBeenSent)).toBe(true);
    expect(new Set(report.failures.map(({ start }) => start)).size).toBe(failed);
    const journal = await io.files.readText(`${io.cwd}/run.journal`);
    expect(journal.match(/"mayHaveBeenSent":true/g)).toHaveLength(failed);
    const warnings = err
      .trim()
      .split("\n")
      .map((text) => (JSON.parse(text) as { warning: string }).warning);
    expect(warnings).toHaveLength(failed + 1);
    expect(warnings.at(-1)).toBe(
      `stopped early, since the other batches would probably fail too. ${(9000 - seen.requests * 100).toLocaleString("en-US")} devices were not tried. Run the same command with --resume run.journal to continue.`,
    );
  });

  it("says in the text how many devices of failed batches may have received it", async () => {
    const test = createTestHub();
    const { seen, fetch } = breaksAfter(test, 8);
    const { code, out, err } = await test.nh([...words, "--batch-size", "10"], {
      fetch,
      input: handles(900).join("\n"),
    });
    expect(code).toBe(7);
    const failed = seen.requests - 8;
    expect(out).toBe(
      [
        "sent to    80 devices in 8 batches",
        `failed     ${failed * 10} devices in ${failed} batches`,
        `of these   ${failed * 10} devices may have received it`,
        `not tried  ${900 - seen.requests * 10} devices`,
        "hub        demo at localhost:7447, from NH_CONNECTION_STRING",
        "",
      ].join("\n"),
    );
    expect(err).toContain("Without --resume, the same command sends to all devices again.");
    expect(err.match(/may or may not have received it/g)).toHaveLength(failed);
  });

  it("reports devices that may have received it even when no batch was acknowledged", async () => {
    const test = createTestHub();
    const { seen, fetch } = breaksAfter(test, 0);
    const { code, json, err } = await test.nh([...words, "--batch-size", "1", "--json"], {
      fetch,
      input: handles(100).join("\n"),
    });
    expect(code).toBe(9);
    expect(json()).toMatchObject({ sent: 0, failed: seen.requests, notTried: 100 - seen.requests });
    expect(JSON.parse(err.trim().split("\n").at(-1) ?? "")).toMatchObject({ code: "NH_CONNECTION" });
  });

  it("prints every batch with --dry-run and sends none", async () => {
    const test = createTestHub();
    const { code, json } = await test.nh([...words, "--batch-size", "2", "--dry-run", "--json"], {
      input: handles(3).join("\n"),
    });
    expect(code).toBe(0);
    const { requests } = json<{ requests: { url: string; body: string }[] }>();
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      "/demo/messages/$batch",
      "/demo/messages/$batch",
    ]);
    expect(requests[0]?.body).toContain(handle(1));
    expect(delivered(test)).toEqual([]);
  });

  it("refuses platforms without batches, and a second audience", async () => {
    const test = createTestHub();
    for (const wrong of [
      ["send", "template", "--properties", "a=b", "--devices", "-"],
      ["send", "browser", "--title", "Hi", "--devices", "-"],
      [...words, "--tag", "a"],
      [...words, "--test"],
      [...words, "--wait"],
      ["send", "apple", "--title", "Hi", "--tag", "a", "--resume", "x"],
      ["send", "apple", "--payload", "-", "--devices", "-"],
    ]) {
      expect((await test.nh(wrong)).code).toBe(2);
    }
  });

  it.skipIf(process.platform === "win32")("reads a pipe once, even when it draws progress", async () => {
    const test = createTestHub();
    const io = createTestIo({ ...test.world, tty: true });
    const pipe = join(io.cwd, "pipe");
    execFileSync("mkfifo", [pipe]);
    const writing = appendFile(pipe, handles(3).join("\n"));
    const { code, out } = await runCli(["send", "apple", "--title", "Hi", "--devices", pipe], io);
    await writing;
    expect({ code, out }).toEqual({
      code: 0,
      out: "sent to  3 devices in 1 batch\nhub      demo at localhost:7447, from NH_CONNECTION_STRING\n",
    });
  });

  it("reports what was sent when the list changes between its check and its end", async () => {
    const test = createTestHub();
    const io = createTestIo(test.world);
    let readings = 0;
    const files = {
      ...io.files,
      kindOf: async () => "file" as const,
      async *readChunks() {
        readings += 1;
        yield Buffer.from([...handles(4), readings === 1 ? handle(4) : "changed"].join("\n"));
      },
    };
    const line = ["send", "apple", "--title", "Hi", "--devices", "x", "--batch-size", "2", "--concurrency", "1"];
    const { code, out, err } = await runCli(line, createTestIo({ ...test.world, files }));
    expect(code).toBe(6);
    expect(err).toContain('error: Line 5: "changed" is not an APNs device token');
    expect(out).toContain(`sent to    ${delivered(test).length} devices in`);
    expect(delivered(test).length).toBeGreaterThan(0);
  });

  it("draws progress only on a terminal", async () => {
    const test = createTestHub();
    const io = createTestIo({ ...test.world, tty: true });
    await io.files.writeText(`${io.cwd}/handles.txt`, handles(30).join("\n"));
    await runCli(["send", "apple", "--title", "Hi", "--devices", "handles.txt", "--batch-size", "10"], io);
    expect(io.err()).toContain("[========================] 100 %  30 of 30 devices");
    expect((await test.nh(words, { input: handles(3).join("\n") })).err).toBe("");
  });
});

describe("nh send --devices --resume", () => {
  async function withJournal(test: TestHub, more: TestIoOptions = {}) {
    const io = createTestIo({ ...test.world, ...more });
    await io.files.writeText(`${io.cwd}/handles.txt`, handles(20).join("\n"));
    const run = [
      "send",
      "apple",
      "--title",
      "Hi",
      "--devices",
      "handles.txt",
      "--batch-size",
      "2",
      "--concurrency",
      "1",
      "--resume",
      "run.journal",
      "--json",
    ];
    return { io, run };
  }

  it("continues after an interrupt, repeats nothing and skips nothing", async () => {
    const test = createTestHub();
    let requests = 0;
    const { io, run } = await withJournal(test, {
      fetch: async (url, init) => {
        requests += 1;
        if (requests === 4) io.interrupt(new Interrupted("SIGINT"));
        return test.hub.fetch(new Request(url, init));
      },
    });
    const first = await runCli(run, io);
    expect(first.code).toBe(130);
    expect(JSON.parse(first.err)).toMatchObject({
      code: "NH_CLI_INTERRUPTED",
      message:
        "Interrupted. Sent to 8 devices in 4 batches. Run the same command with --resume run.journal to continue.",
    });
    const resumed = { ...io, ...test.world, signal: new AbortController().signal } as typeof io;
    await io.files.writeText(`${io.cwd}/handles.txt`, handles(20, 1).join("\n"));
    expect((await runCli(run, resumed)).code).toBe(6);
    await io.files.writeText(`${io.cwd}/handles.txt`, handles(7).join("\n"));
    expect((await runCli(run, resumed)).code).toBe(6);
    await io.files.writeText(`${io.cwd}/handles.txt`, handles(20).join("\n"));
    const second = await runCli(run, resumed);
    expect(second.code).toBe(0);
    expect(second.json()).toMatchObject({ sent: 6, failed: 0 });
    expect(delivered(test).sort()).toEqual(handles(20));
  });

  it("reports what a run may have sent that was killed before its first response", async () => {
    const test = createTestHub();
    let atKill = "";
    const { io, run } = await withJournal(test, {
      fetch: async (url, init) => {
        atKill ||= await io.files.readText(`${io.cwd}/run.journal`);
        return test.hub.fetch(new Request(url, init));
      },
    });
    await runCli(run, io);
    await io.files.writeText(`${io.cwd}/run.journal`, atKill);
    // The journal knows that one batch was under way, not only that two may have been.
    expect((await runCli(run, io)).json()).toMatchObject({ sent: 10, devicesInAllRuns: 20, mayHaveRepeated: 2 });
    expect((await runCli(run, io)).json()).toMatchObject({ sent: 0, devicesInAllRuns: 20, mayHaveRepeated: 2 });
  });

  it("sends failed batches again", async () => {
    const test = createTestHub();
    const { io, run } = await withJournal(test);
    test.hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 400 }, count: 2 });
    expect((await runCli(run, io)).code).toBe(7);
    const again = await runCli(run, io);
    expect(again.code).toBe(0);
    expect(again.json()).toMatchObject({ sent: 2, mayHaveRepeated: 0 });
    expect(delivered(test).sort()).toEqual(handles(20));
    expect((await runCli(run, io)).json()).toMatchObject({ sent: 0, devices: 0 });
  });

  it("resumes an input in which handles appear twice, and recognizes it", async () => {
    const test = createTestHub();
    const { io, run } = await withJournal(test);
    const input = [...handles(3), ...handles(5), ...handles(8, 4), ...handles(4)];
    await io.files.writeText(`${io.cwd}/handles.txt`, input.join("\n"));
    test.hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 400 }, count: 2 });
    const first = await runCli(run, io);
    expect(first).toMatchObject({ code: 7 });
    expect(first.json()).toMatchObject({ failed: 2, duplicates: 8 });
    const second = await runCli(run, io);
    expect(second).toMatchObject({ code: 0 });
    expect(second.json()).toMatchObject({ sent: 2, failed: 0, mayHaveRepeated: 0 });
    expect(delivered(test).sort()).toEqual(handles(12));
    // Even when it differs in a batch of nothing but duplicates.
    const changed = [...input.slice(0, -1), handle(99)];
    await io.files.writeText(`${io.cwd}/handles.txt`, changed.join("\n"));
    expect(await runCli(run, io)).toMatchObject({ code: 6 });
    expect(delivered(test)).toHaveLength(12);
  });

  it("lets no second run use the journal while one does, and says who does", async () => {
    const test = createTestHub();
    let second: Promise<RunResult> | undefined;
    const { io, run } = await withJournal(test, {
      fetch: async (url, init) => {
        // While the first run is sending.
        second ??= runCli(run, createTestIo({ ...test.world, cwd: io.cwd }));
        await second;
        return test.hub.fetch(new Request(url, init));
      },
    });
    expect(await runCli(run, io)).toMatchObject({ code: 0 });
    expect(delivered(test).sort()).toEqual(handles(20));
    const { code, err } = (await second) ?? { code: 0, err: "{}" };
    expect(code).toBe(1);
    expect(JSON.parse(err)).toEqual({
      code: "NH_JOURNAL_LOCKED",
      message: expect.stringMatching(
        new RegExp(
          `/run\\.journal is in use by process ${process.pid} on \\S+, which started at \\S+Z\\. Wait until that run ends, or stop it\\. Then run this one again to continue\\.$`,
        ),
      ),
      exitCode: 1,
    });
  });

  it("refuses another notification, another hub, another input and another file", async () => {
    const test = createTestHub();
    const { io, run } = await withJournal(test);
    await runCli(run, io);
    const message = async (words: readonly string[]) =>
      (JSON.parse((await runCli(words, io)).err) as { message: string }).message;
    expect(await message(run.map((word) => (word === "Hi" ? "Ho" : word)))).toBe(
      `${io.cwd}/run.journal belongs to another send: the notification was different. Resume with the same options, or start a new journal.`,
    );
    expect(await message([...run, "--hub", "other"])).toContain("the hub was http://localhost:7447/demo");
    expect(await message(run.map((word) => (word === "run.journal" ? "handles.txt" : word)))).toBe(
      `${io.cwd}/handles.txt is not the journal of a bulk send. Name another file; it is created.`,
    );
    await io.files.writeText(`${io.cwd}/handles.txt`, handles(20, 1).join("\n"));
    expect(await message(run)).toBe(
      `The handles from number 1 on differ from those recorded in ${io.cwd}/run.journal. Resume with the same unchanged input, or start a new journal.`,
    );
    expect(delivered(test)).toHaveLength(20);
  });

  it("says when it creates a journal, before it sends, and only to people", async () => {
    const test = createTestHub();
    let before = "";
    const { io, run } = await withJournal(test, {
      fetch: async (url, init) => {
        before ||= io.err();
        return test.hub.fetch(new Request(url, init));
      },
    });
    const words = run.filter((word) => word !== "--json");
    expect((await runCli(words, io)).err).toBe(`New journal: ${io.cwd}/run.journal\n`);
    expect(before).toBe(`New journal: ${io.cwd}/run.journal\n`);
    const resumed = createTestIo({ ...test.world, cwd: io.cwd });
    expect((await runCli(words, resumed)).err).toBe("An earlier run sent everything.\n");
    for (const option of ["--quiet", "--json", "--ndjson"]) {
      const other = words.map((word) => (word === "run.journal" ? `${option}.journal` : word));
      const silent = createTestIo({ ...test.world, cwd: io.cwd });
      expect(await runCli([...other, option], silent)).toMatchObject({ code: 0, err: "" });
    }
  });

  it("continues what the program of docs/bulk.md began, with the command next to it", async () => {
    const page = await readFile(new URL("../../../../../docs/bulk.md", import.meta.url), "utf8");
    const [, alert = ""] = /client\.sendToDevices\(apple\(\{ alert: "(.+?)" \}\), handles/.exec(page) ?? [];
    const [, payload = ""] = /^nh send apple --payload '(.+?)' --devices tokens\.csv --column token/m.exec(page) ?? [];
    const test = createTestHub();
    const io = createTestIo(test.world);
    const input = handles(1500).map((one) => one.toLowerCase());
    await io.files.writeText(join(io.cwd, "tokens.csv"), `token\n${input.join("\n")}\n`);
    const client = new NotificationHubClient(test.hub.connectionString, "demo", { fetch: test.world.fetch });
    const journal = join(io.cwd, "sale.journal");
    for await (const _ of client.sendToDevices(apple({ alert }), input, { journal, concurrency: 1 })) break;
    await client.close();
    const begun = delivered(test).length;
    expect(begun).toBeLessThan(1500);
    const command = ["send", "apple", "--payload", payload, "--devices", "tokens.csv", "--column", "token"];
    const { code, json } = await runCli([...command, "--resume", "sale.journal", "--json"], io);
    expect(code).toBe(0);
    expect(json()).toMatchObject({ devices: 1500 - begun, devicesInAllRuns: 1500, mayHaveRepeated: 0 });
    expect(
      delivered(test)
        .map((one) => one.toUpperCase())
        .sort(),
    ).toEqual(handles(1500));
  });

  it("creates no folder for a journal", async () => {
    const test = createTestHub();
    const { io, run } = await withJournal(test);
    const { code, err } = await runCli(
      run.map((word) => (word === "run.journal" ? "typo/run.journal" : word)),
      io,
    );
    expect([code, JSON.parse(err)]).toEqual([
      6,
      expect.objectContaining({
        code: "NH_JOURNAL_UNUSABLE",
        message: `${io.cwd}/typo/run.journal cannot be created: the folder ${io.cwd}/typo does not exist. Create the folder, or correct the path.`,
      }),
    ]);
    expect(await io.files.exists(`${io.cwd}/typo`)).toBe(false);
    expect(delivered(test)).toEqual([]);
  });

  it("continues counting from earlier runs, also in its progress", async () => {
    const test = createTestHub();
    const { io, run } = await withJournal(test, { tty: true });
    test.hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 400 }, count: 4 });
    const words = run.filter((word) => word !== "--json");
    expect((await runCli(words, io)).code).toBe(7);
    expect((await runCli(words, io)).err).toContain("100 %  20 of 20 devices");
  });

  it("stops when the journal cannot be written, and reports what was sent", async () => {
    const test = createTestHub();
    const { io, run } = await withJournal(test);
    const full = {
      ...io,
      fetch: async (url: string, init: RequestInit) => {
        disk.isFull = delivered(test).length === 4;
        return test.hub.fetch(new Request(url, init));
      },
    } as typeof io;
    const { code, err } = await runCli(run, full);
    disk.isFull = false;
    expect(code).toBe(6);
    expect(JSON.parse(err)).toEqual({
      code: "NH_JOURNAL_UNUSABLE",
      exitCode: 6,
      message: `${io.cwd}/run.journal cannot be written: the disk is full. Sent to 6 devices in 3 batches.`,
      fix: "Fix this, then run the same command again. It sends the batches again that were under way, but no others.",
    });
    const again = await runCli(run, io);
    // The third batch was sent, but the journal knows only that it was under way.
    expect(again.json()).toMatchObject({ failed: 0, devicesInAllRuns: 20, mayHaveRepeated: 2 });
    expect(new Set(delivered(test)).size).toBe(20);
    expect(delivered(test)).toHaveLength(22);
  });

  it.skipIf(process.platform === "win32")("refuses a path that cannot hold a journal, and sends nothing", async () => {
    const test = createTestHub();
    const { io, run } = await withJournal(test);
    execFileSync("mkfifo", [join(io.cwd, "pipe")]);
    await io.files.writeText(join(io.cwd, "folder", "file"), "");
    const refused = async (journal: string) => {
      const { code, err } = await runCli(
        run.map((word) => (word === "run.journal" ? journal : word)),
        io,
      );
      const { message, fix } = JSON.parse(err) as { message: string; fix?: string };
      return [code, message, fix];
    };
    const advice = "which cannot hold a journal. Name a file; it is created.";
    expect(await refused("folder")).toEqual([6, `${io.cwd}/folder is a folder, ${advice}`, undefined]);
    expect(await refused("pipe")).toEqual([6, `${io.cwd}/pipe is a pipe or a device, ${advice}`, undefined]);
    const inside = `${io.cwd}/folder/file/journal cannot be created: a part of its path is not a folder.`;
    expect(await refused("folder/file/journal")).toEqual([6, inside, undefined]);
    expect(delivered(test)).toEqual([]);
  });
});
