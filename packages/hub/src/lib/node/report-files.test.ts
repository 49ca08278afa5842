import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createIdentifiers } from "../devices/identifiers.js";
import { errorsContainer, feedbackContainer } from "../sends/feedback-blobs.js";
import { outputBlob } from "../writes/job-runner.js";
import { createFolderBlobStore } from "./folder-blob-store.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nh-reports-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { jobId } = createIdentifiers(Math.random);
const feedback = feedbackContainer("hub");
const errors = errorsContainer("hub");
const names = (blobs: ReturnType<typeof createFolderBlobStore>, container: string) =>
  Array.from(blobs.list(container), ({ name }) => name);

it("beyond the limits the files whose last write is oldest are deleted, and those of people stay", () => {
  const blobs = createFolderBlobStore(folder, { bytes: 100, blobs: 10 });
  blobs.write("contoso/files", "import.txt", "x".repeat(1000));
  const result = outputBlob({ hub: "hub", id: jobId(0) });
  blobs.write("contoso/files", result, "r".repeat(30));
  blobs.append(errors, "a.txt", "a".repeat(30));
  blobs.append(errors, "b.txt", "b".repeat(30));
  blobs.append(errors, "a.txt", "a");
  expect([...names(blobs, "contoso/files"), ...names(blobs, errors)]).toEqual([result, "import.txt", "a.txt", "b.txt"]);
  blobs.append(feedback, "05062031", "f".repeat(30));
  expect(names(blobs, "contoso/files")).toEqual(["import.txt"]);
  expect(existsSync(join(folder, "contoso", "files", dirname(result)))).toBe(false);
  expect([...names(blobs, errors), ...names(blobs, feedback)]).toEqual(["a.txt"].concat(["05062031"]));
});

it("the number of files is limited as well", () => {
  const blobs = createFolderBlobStore(folder, { bytes: 1000, blobs: 10 });
  for (let number = 0; number < 11; number++) blobs.append(errors, `${String(number).padStart(2, "0")}.txt`, "x");
  expect(names(blobs, errors)).toEqual(["02", "03", "04", "05", "06", "07", "08", "09", "10"].map((n) => `${n}.txt`));
});

it("files of an earlier process count by their age", () => {
  for (const [name, age] of [
    ["new.txt", 10],
    ["old.txt", 20],
  ] as const) {
    const path = join(folder, ...errors.split("/"), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "x".repeat(40));
    utimesSync(path, Date.now() / 1000 - age, Date.now() / 1000 - age);
  }
  const blobs = createFolderBlobStore(folder, { bytes: 100, blobs: 10 });
  blobs.append(errors, "now.txt", "x".repeat(40));
  expect(names(blobs, errors)).toEqual(["new.txt", "now.txt"]);
});

it("a feedback file over the limit loses its first lines, and the results of a job stay whole", () => {
  const blobs = createFolderBlobStore(folder, { bytes: 100, blobs: 10 });
  for (let line = 100; line < 200; line++) blobs.append(feedback, "05062031", `line ${line}\r\n`);
  const kept = blobs.read(feedback, "05062031") ?? "";
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(kept).toMatch(/^line 1\d\d\r\n.*line 198\r\nline 199\r\n$/s);
  const result = outputBlob({ hub: "hub", id: jobId(0) });
  for (let line = 100; line < 200; line++) blobs.append("contoso/files", result, `line ${line}\r\n`);
  expect(blobs.read("contoso/files", result)).toMatch(/^line 100\r\n.*line 199\r\n$/s);
  expect(names(blobs, feedback)).toEqual([]);
});

it("counting starts again after everything was removed", () => {
  const blobs = createFolderBlobStore(folder, { bytes: 100, blobs: 10 });
  blobs.append(errors, "a.txt", "x".repeat(90));
  blobs.clear();
  blobs.append(errors, "b.txt", "x".repeat(50));
  blobs.append(errors, "c.txt", "x".repeat(50));
  expect(names(blobs, errors)).toEqual(["b.txt", "c.txt"]);
});
