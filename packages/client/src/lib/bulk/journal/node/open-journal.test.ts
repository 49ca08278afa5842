import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { apple, content } from "@nh/payloads";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { collect, connectHub, rejection } from "../../../../../test/connect-hub.js";
import type { BatchResult, BulkProgress } from "../../results.js";
import { sendContentToDevices } from "../../send-content-to-devices.js";
import { type SendToDevicesOptions, sendToDevices } from "../../send-to-devices.js";
import { isJournalError } from "../journal-error.js";

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const writeSync = (...write: Parameters<typeof fs.writeSync>) => {
    if (disk.isFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    return real.writeSync(...write);
  };
  return { ...real, writeSync };
});

const notification = apple({ alert: "Doors open" });
const handle = (index: number) => index.toString(16).padStart(64, "0").toUpperCase();
const handles = (count: number, from = 0) => Array.from({ length: count }, (_, index) => handle(from + index));

let journal: string;
beforeEach(() => {
  disk.isFull = false;
  journal = join(fs.mkdtempSync(join(tmpdir(), "nh-journal-")), "run.journal");
});

const linesOf = (path = journal) =>
  fs
    .readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

type Connected = ReturnType<typeof connectHub>;

/** Sends to 20 devices in batches of 2, with the journal. */
function run({ context }: Connected, options: SendToDevicesOptions = {}, input: Iterable<string> = handles(20)) {
  return sendToDevices(context, notification, input, { journal, batchSize: 2, concurrency: 1, ...options });
}

const delivered = ({ hub }: Connected) => hub.deliveries.list({ limit: 100_000 }).map((delivery) => delivery.handle);

describe("a send with a journal", () => {
  it("records each batch before it leaves, and what became of it", async () => {
    const atRequest: unknown[] = [];
    const connected = connectHub();
    const { hub } = connected;
    const spied = connectHub({
      fetch: async (url, init) => {
        atRequest.push(linesOf().at(-1));
        return hub.fetch(new Request(url, init));
      },
    });
    await collect(run(spied, {}, [handle(0), handle(0), handle(1), handle(0), handle(0)]));
    const [header, first, ...batches] = linesOf();
    expect(header).toEqual({
      journal: "nh bulk send",
      version: 1,
      hub: `${spied.context.endpoint}demo`,
      batchSize: 2,
      duplicates: "skip",
      notifications: { apple: expect.stringMatching(/^[\da-f]{16}$/) },
    });
    expect(first).toEqual({ run: { pid: process.pid, host: hostname(), since: expect.any(String) } });
    const fingerprint = expect.stringMatching(/^[\da-f]{32}$/);
    const facts = { platform: "apple", count: 2, devices: 1 };
    const sent = { mayBeDuplicate: false, notificationId: expect.any(String), trackingId: expect.any(String) };
    expect(batches).toEqual([
      { ...facts, state: "begun", start: 0, handles: fingerprint },
      { ...facts, state: "sent", start: 0, ...sent },
      { ...facts, state: "begun", start: 2, handles: fingerprint },
      { ...facts, state: "sent", start: 2, ...sent },
      { ...facts, state: "skipped", start: 4, count: 1, devices: 0, handles: fingerprint },
    ]);
    expect(atRequest).toEqual([batches[0], batches[2]]);
    if (process.platform !== "win32") expect(fs.statSync(journal).mode & 0o777).toBe(0o600);
  });

  it("continues where the last run ended, and counts over all runs", async () => {
    const connected = connectHub();
    const controller = new AbortController();
    let batches = 0;
    const onProgress = () => {
      if (++batches === 5) controller.abort("enough");
    };
    expect(await rejection(collect(run(connected, { signal: controller.signal, onProgress })))).toBe("enough");
    const progress: BulkProgress[] = [];
    const results = await collect(run(connected, { onProgress: (one) => progress.push(one) }));
    expect(results.map(({ start }) => start)).toEqual([8, 10, 12, 14, 16, 18]);
    expect(progress[0]).toMatchObject({ sent: 8, sentBefore: 8, failed: 0, mayBeDuplicates: 0, total: 20 });
    expect(progress.at(-1)).toMatchObject({ sent: 20, sentBefore: 8, failed: 0, mayBeDuplicates: 0, total: 20 });
    expect(delivered(connected).sort()).toEqual(handles(20));
    expect(await collect(run(connected))).toEqual([]);
  });

  it("records the requests that were under way when the caller left", async () => {
    const connected = connectHub();
    for await (const _ of run(connected, { concurrency: 4 })) break;
    const sent = delivered(connected).length;
    expect(sent).toBeGreaterThan(2);
    const results = await collect(run(connected));
    expect(results.filter(({ mayBeDuplicate }) => mayBeDuplicate)).toEqual([]);
    expect(results).toHaveLength((20 - sent) / 2);
    expect(delivered(connected).sort()).toEqual(handles(20));
  });

  it("sends what was refused again, and marks what may have been sent", async () => {
    const connected = connectHub({ retry: false });
    connected.hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 400 }, count: 1 });
    connected.hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 500 }, count: 2 });
    await collect(run(connected));
    const progress: BulkProgress[] = [];
    const results = await collect(run(connected, { onProgress: (one) => progress.push(one) }));
    expect(results.map(({ start, mayBeDuplicate }) => [start, mayBeDuplicate])).toEqual([
      [0, false],
      [2, true],
      [4, true],
    ]);
    expect(progress.at(-1)).toMatchObject({ sent: 20, mayBeDuplicates: 4 });
  });

  it("knows of what a killed run had under way, in every later run", async () => {
    const connected = connectHub();
    let atKill = "";
    let requests = 0;
    const spied = connectHub({
      fetch: async (url, init) => {
        const response = await connected.hub.fetch(new Request(url, init));
        // What a run leaves that is killed when the hub has the sixth batch, and two are under way.
        if (++requests === 6) atKill = fs.readFileSync(journal, "utf8");
        return response;
      },
    });
    await collect(run(spied, { concurrency: 2 }));
    const open = (text: string) => text.match(/"begun"/g)?.length ?? 0;
    const unanswered = open(atKill) - (atKill.match(/"sent"/g)?.length ?? 0);
    expect(unanswered).toBeGreaterThan(0);
    fs.writeFileSync(journal, atKill);
    const controller = new AbortController();
    controller.abort("at once");
    expect(await rejection(collect(run(connected, { signal: controller.signal })))).toBe("at once");
    const progress: BulkProgress[] = [];
    const results = await collect(run(connected, { onProgress: (one) => progress.push(one) }));
    expect(results.filter(({ mayBeDuplicate }) => mayBeDuplicate)).toHaveLength(unanswered);
    expect(progress.at(-1)).toMatchObject({ sent: 20, mayBeDuplicates: unanswered * 2 });
    await collect(run(connected, { onProgress: (one) => progress.push(one) }));
    expect(progress.at(-1)).toMatchObject({ sent: 20, sentBefore: 20, mayBeDuplicates: unanswered * 2 });
  });

  it("keeps the batches of each platform of a content", async () => {
    const connected = connectHub();
    const { context, hub } = connected;
    const news = content({ title: "Goal!" });
    const devices = Array.from({ length: 8 }, (_, index) =>
      index % 2 === 0
        ? ({ platform: "apple", handle: handle(index) } as const)
        : ({ platform: "fcmv1", handle: `token-${index}` } as const),
    );
    const send = () =>
      sendContentToDevices(context, news, devices, { journal, batchSize: 1, platforms: ["apple", "fcmv1"] });
    hub.faults.add({ match: { operation: "sendBatch" }, answer: { status: 400 }, count: 3 });
    const first = await collect(send());
    expect(first.filter(({ state }) => state === "failed")).toHaveLength(3);
    const second = await collect(send());
    expect(second.map(({ platform, start }) => [platform, start]).sort()).toEqual(
      first.flatMap(({ state, platform, start }) => (state === "failed" ? [[platform, start]] : [])).sort(),
    );
    expect(delivered(connected).sort()).toEqual(devices.map((device) => device.handle).sort());
    expect(await collect(send())).toEqual([]);
    const one = sendContentToDevices(context, news, devices.slice(0, 1), {
      journal,
      batchSize: 1,
      platforms: ["apple"],
    });
    expect(await rejection(collect(one))).toMatchObject({
      message: `${journal} belongs to another send: the notification was different. Resume with the same options, or start a new journal.`,
    });
  });
});

describe("a journal", () => {
  it("is used by one run at a time, and says by which", async () => {
    const connected = connectHub();
    const first = run(connected)[Symbol.asyncIterator]();
    await first.next();
    const link = `${journal}-link`;
    if (process.platform !== "win32") fs.symlinkSync(journal, link);
    for (const name of process.platform === "win32" ? [journal] : [journal, link]) {
      const error = await rejection(collect(run(connected, { journal: name })));
      expect(isJournalError(error)).toBe(true);
      expect(error).toMatchObject({ name: "JournalError", code: "NH_JOURNAL_LOCKED", path: name });
      expect((error as Error).message).toMatch(
        new RegExp(
          `is in use by process ${process.pid} on .+, which started at \\S+Z\\. Wait until that run ends, or stop it\\.`,
        ),
      );
    }
    await first.return?.();
    expect(await collect(run(connected))).not.toEqual([]);
    expect(delivered(connected).sort()).toEqual(handles(20));
  });

  it("stops a run when another one writes to it all the same, as on a shared drive", async () => {
    const connected = connectHub();
    const error = await rejection(
      collect(
        run(connected, { onProgress: ({ sent }) => (sent === 4 ? fs.appendFileSync(journal, '{"run":{}}\n') : null) }),
      ),
    );
    expect(error).toMatchObject({
      code: "NH_JOURNAL_LOCKED",
      message: `${journal} is being written to by another run, on another machine or in another container. Stop that run. Then run this one again to continue.`,
    });
    expect(delivered(connected)).toHaveLength(4);
  });

  it("that cannot be written ends the run, and what was sent is still reported", async () => {
    const connected = connectHub();
    const results: BatchResult[] = [];
    const send = async () => {
      for await (const result of run(connected)) {
        results.push(result);
        if (results.length === 3) disk.isFull = true;
      }
    };
    expect(await rejection(send())).toMatchObject({
      code: "NH_JOURNAL_UNUSABLE",
      message: `${journal} cannot be written: the disk is full.`,
    });
    expect(results).toHaveLength(3);
    expect(delivered(connected)).toHaveLength(6);
    disk.isFull = false;
    expect((await collect(run(connected))).filter(({ mayBeDuplicate }) => mayBeDuplicate)).toEqual([]);
    expect(delivered(connected).sort()).toEqual(handles(20));
  });

  it("survives an incomplete last line, wherever it was cut", async () => {
    await collect(run(connectHub()));
    const text = fs.readFileSync(journal, "utf8");
    const end = text.indexOf("\n", text.length / 2);
    const batchesBefore = text.slice(0, end).match(/"sent"/g)?.length ?? 0;
    for (let cut = text.indexOf("\n"); cut < end; cut += 101) {
      fs.writeFileSync(journal, text.slice(0, cut));
      const connected = connectHub();
      const results = await collect(run(connected));
      expect(results.length).toBeGreaterThanOrEqual(10 - batchesBefore);
      expect(results.at(-1)?.start).toBe(18);
      expect(await collect(run(connected))).toEqual([]);
    }
  });

  it("begins anew where a run was killed while it wrote the first line", async () => {
    for (const cut of ["", '{"jour', '{"journal":"nh bulk send","version":1,"hu']) {
      fs.writeFileSync(journal, cut);
      const connected = connectHub();
      expect(await collect(run(connected))).toHaveLength(10);
      expect(await collect(run(connected))).toEqual([]);
    }
  });

  it("is never a file of something else", async () => {
    const connected = connectHub();
    for (const text of ["precious", "precious\n", '{"name":"package"}', '"string"', "["]) {
      fs.writeFileSync(journal, text);
      expect(await rejection(collect(run(connected)))).toMatchObject({
        code: "NH_JOURNAL_INVALID",
        message: `${journal} is not the journal of a bulk send. Name another file; it is created.`,
      });
      expect(fs.readFileSync(journal, "utf8")).toBe(text);
    }
    expect(delivered(connected)).toEqual([]);
  });

  it("that somebody has changed is damaged", async () => {
    const connected = connectHub();
    await collect(run(connected));
    const text = fs.readFileSync(journal, "utf8");
    const lines = text.trim().split("\n");
    const sent = lines.at(-1) ?? "";
    const begun = lines.at(-2) ?? "";
    const changes: [line: string, change: object][] = [
      [sent, { start: -2 }],
      [sent, { start: "2" }],
      [sent, { count: "two" }],
      [sent, { count: 0 }],
      [sent, { devices: 3 }],
      [sent, { state: "gone" }],
      [sent, { state: "failed" }],
      [sent, { platform: "pager" }],
      [sent, { platform: "gcm" }],
      [begun, { handles: null }],
      [sent, { run: 7 }],
    ];
    for (const [line, change] of changes) {
      fs.writeFileSync(journal, text.replace(line, JSON.stringify({ ...JSON.parse(line), ...change })));
      const error = await rejection(collect(run(connected)));
      expect((error as Error).message).toMatch(
        / is damaged: line 2[12] is not a record of a bulk send\. Restore it from a backup, or start a new journal, which sends to every device again\.$/,
      );
    }
    expect(delivered(connected)).toHaveLength(20);
  });

  it.each(["begun", "sent"])("with a garbled %s line in the middle is damaged", async (state) => {
    const connected = connectHub();
    await collect(run(connected));
    const lines = fs.readFileSync(journal, "utf8").split("\n");
    const at = lines.findIndex((line) => line.includes(`"${state}"`));
    for (const garbled of [lines[at]?.slice(0, 20), "\0\0", "7", ""]) {
      fs.writeFileSync(journal, lines.with(at, garbled ?? "").join("\n"));
      const error = await rejection(collect(run(connected)));
      expect(error).toMatchObject({
        code: "NH_JOURNAL_INVALID",
        message: `${journal} is damaged: line ${at + 1} is not a record of a bulk send. Restore it from a backup, or start a new journal, which sends to every device again.`,
      });
    }
    expect(delivered(connected)).toHaveLength(20);
  });

  it("may have a cut line at the end of each run, also of one that wrote nothing else", async () => {
    const connected = connectHub();
    await collect(run(connected));
    const cutSent = fs.readFileSync(journal, "utf8").slice(0, -9);
    for (const cutRun of ["", "{", '{"run":{"pi']) {
      fs.writeFileSync(journal, `${cutSent}\n${cutRun}`);
      const again = await collect(run(connected));
      expect(again.map(({ start, mayBeDuplicate }) => [start, mayBeDuplicate])).toEqual([[18, true]]);
      expect(await collect(run(connected))).toEqual([]);
    }
  });

  it("belongs to one send", async () => {
    const connected = connectHub();
    await collect(run(connected));
    const { context } = connected;
    const message = async (options: SendToDevicesOptions, other = notification) =>
      ((await rejection(collect(sendToDevices(context, other, handles(20), { journal, ...options })))) as Error)
        .message;
    expect(await message({ batchSize: 2 }, apple({ alert: "Doors closed" }))).toBe(
      `${journal} belongs to another send: the notification was different. Resume with the same options, or start a new journal.`,
    );
    expect(await message({ batchSize: 3, duplicates: "send" })).toContain(
      'belongs to another send: batchSize was 2, duplicates was "skip".',
    );
    const elsewhere = connectHub({}, {});
    const header = linesOf()[0] as { hub: string };
    fs.writeFileSync(journal, fs.readFileSync(journal, "utf8").replace(header.hub, "https://other.example/hub"));
    expect(((await rejection(collect(run(elsewhere)))) as Error).message).toContain(
      "belongs to another send: the hub was https://other.example/hub.",
    );
  });

  it("recognizes another input, and a shorter one", async () => {
    const connected = connectHub();
    const controller = new AbortController();
    await rejection(
      collect(
        run(connected, {
          signal: controller.signal,
          onProgress: ({ sent }) => (sent === 12 ? controller.abort("enough") : null),
        }),
      ),
    );
    const differsFrom = async (input: string[]) => {
      const error = (await rejection(collect(run(connected, {}, input)))) as Error;
      return /The handles from number (\d+) on differ from those recorded in .*run\.journal\. Resume with the same unchanged input, or start a new journal\.$/.exec(
        error.message,
      )?.[1];
    };
    expect(await differsFrom(handles(20, 1))).toBe("1");
    expect(await differsFrom([...handles(11), handle(99), ...handles(8, 12)])).toBe("11");
    expect(await differsFrom(handles(11))).toBe("11");
    expect(await differsFrom(handles(8))).toBe("9");
    expect(delivered(connected)).toHaveLength(12);
  });

  it.skipIf(process.platform === "win32")("is a file that can be created, and nothing is sent without", async () => {
    const connected = connectHub();
    const folder = join(journal, "..");
    execFileSync("mkfifo", [join(folder, "pipe")]);
    fs.writeFileSync(join(folder, "file"), "");
    const refused = async (name: string) => {
      const error = await rejection(collect(run(connected, { journal: name })));
      expect(error).toMatchObject({ code: "NH_JOURNAL_UNUSABLE", path: name });
      return (error as Error).message;
    };
    const advice = "which cannot hold a journal. Name a file; it is created.";
    expect(await refused(folder)).toBe(`${folder} is a folder, ${advice}`);
    expect(await refused(join(folder, "pipe"))).toBe(`${join(folder, "pipe")} is a pipe or a device, ${advice}`);
    expect(await refused("/dev/null")).toBe(`/dev/null is a pipe or a device, ${advice}`);
    const inside = join(folder, "file", "journal");
    expect(await refused(inside)).toBe(`${inside} cannot be created: a part of its path is not a folder.`);
    if (process.platform === "linux") {
      expect(await refused("/proc/journal")).toBe("/proc/journal cannot be created: the folder accepts no new file.");
    }
    expect(delivered(connected)).toEqual([]);
  });

  it("is never created in a folder that does not exist", async () => {
    const connected = connectHub();
    const folder = join(journal, "..", "new");
    const nested = join(folder, "folder", "run.journal");
    expect(await rejection(collect(run(connected, { journal: nested })))).toMatchObject({
      code: "NH_JOURNAL_UNUSABLE",
      path: nested,
      message: `${nested} cannot be created: the folder ${join(folder, "folder")} does not exist. Create the folder, or correct the path.`,
    });
    expect(fs.existsSync(folder)).toBe(false);
    expect(delivered(connected)).toEqual([]);
  });

  it.each([
    ["must be the path of a file", { journal: "" }],
    ["must be the path of a file", { journal: "a\0b" }],
    ["must be the path of a file", { journal: 7 as never }],
    ["must not be combined with resumeFrom. Pass one of them", { journal: "run.journal", resumeFrom: "nh1;" }],
  ])("as an option %s", (message, options) => {
    const { context } = connectHub();
    expect(() => sendToDevices(context, notification, [], options)).toThrow(`sendToDevices: journal ${message}`);
  });
});
