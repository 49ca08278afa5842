import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RecordStore } from "../store/record-store.js";
import { openSqliteStore } from "./sqlite-store.js";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nh-store-"));
  path = join(folder, "hub.db");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const record = (id: string, value = "{}") => ({ hub: "hub", kind: "installation", id, value });

/** Opens the store, does something with it, and closes it. */
async function withStore<T>(work: (store: RecordStore) => T): Promise<T> {
  const store = await openSqliteStore(path);
  try {
    return work(store);
  } finally {
    store.close();
  }
}

describe("openSqliteStore", () => {
  it("restores what was committed", async () => {
    await withStore((store) => {
      store.commit([record("a", '{"tags":["é😀"]}'), record("b"), { ...record("c"), hub: "other" }]);
      store.commit([record("b", '{"n":2}')]);
      store.commit([{ hub: "other", kind: "installation", id: "c", value: undefined }]);
      store.commit([]);
    });
    expect(await withStore((store) => [...store.load()])).toEqual([
      record("a", '{"tags":["é😀"]}'),
      record("b", '{"n":2}'),
    ]);
  });

  it("distinguishes ids with a NUL and half a surrogate pair", async () => {
    const ids = ["a", "a\0b", "a\0c", "\ud800", "\ud801", "", '"', "'; DROP TABLE records; --"];
    await withStore((store) => store.commit(ids.map((id) => record(id))));
    expect((await withStore((store) => [...store.load()])).map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it("leaves a single database file behind", async () => {
    await withStore((store) => store.commit([record("a")]));
    expect(readdirSync(folder).filter((name) => !name.startsWith("hub.db.lock"))).toEqual(["hub.db"]);
  });

  it("writes all changes of a commit or none", async () => {
    const broken = { hub: "hub", kind: "installation", id: "b", value: null as unknown as string };
    await withStore((store) => {
      expect(() => store.commit([record("a"), broken])).toThrow(
        expect.objectContaining({ code: "NH_STORE_UNAVAILABLE" }),
      );
      expect([...store.load()]).toEqual([]);
      store.commit([record("c")]);
      expect([...store.load()]).toEqual([record("c")]);
    });
  });

  it("refuses to work after it was closed", async () => {
    const store = await openSqliteStore(path);
    store.close();
    store.close();
    expect(() => store.commit([record("a")])).toThrow(/is closed/);
    expect(() => [...store.load()]).toThrow(expect.objectContaining({ name: "HubStoreError", path }));
  });

  it("lets only one store at a time use the file", async () => {
    const first = await openSqliteStore(path);
    await expect(openSqliteStore(path)).rejects.toMatchObject({
      code: "NH_STORE_LOCKED",
      message: `${path} is in use by another hub. Stop that one, or give this one another data folder.`,
    });
    first.close();
    await withStore((store) => store.commit([record("a")]));
  });

  it("refuses a file that another program has locked", async () => {
    await withStore((store) => store.commit([record("a")]));
    const other = new Database(path);
    other.exec("BEGIN EXCLUSIVE");
    await expect(openSqliteStore(path)).rejects.toMatchObject({ code: "NH_STORE_LOCKED" });
    other.exec("ROLLBACK");
    other.close();
    expect(await withStore((store) => [...store.load()])).toHaveLength(1);
  });

  it("can be opened again after its process was killed", async () => {
    const script = `
      const Database = require("libsql");
      const lock = new Database(process.argv[1]);
      lock.exec("BEGIN EXCLUSIVE");
      console.log("locked");
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ["-e", script, `${path}.lock`], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await expect(openSqliteStore(path)).rejects.toMatchObject({ code: "NH_STORE_LOCKED" });
    child.kill("SIGKILL");
    await once(child, "exit");
    await withStore((store) => store.commit([record("a")]));
  });

  it("refuses a file that is not a database, and leaves it unchanged", async () => {
    const bytes = Buffer.from("certainly not a database ".repeat(400));
    writeFileSync(path, bytes);
    await expect(openSqliteStore(path)).rejects.toMatchObject({
      code: "NH_STORE_DAMAGED",
      message: expect.stringContaining(path),
    });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it.each([
    ["overwritten in the middle", (bytes: Buffer) => bytes.fill(0x5a, 40_960, 81_920)],
    ["cut off", (bytes: Buffer) => bytes.subarray(0, 100_000)],
  ])("refuses a database that is %s, and leaves it unchanged", async (_name, damage) => {
    await withStore((store) =>
      store.commit(Array.from({ length: 2_000 }, (_, index) => record(`id${index}`, `"${"x".repeat(200)}"`))),
    );
    const bytes = damage(readFileSync(path));
    writeFileSync(path, bytes);
    await expect(openSqliteStore(path)).rejects.toMatchObject({ code: "NH_STORE_DAMAGED" });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it("refuses a database of another program", async () => {
    const other = new Database(path);
    other.exec("CREATE TABLE customers (id TEXT)");
    other.close();
    await expect(openSqliteStore(path)).rejects.toMatchObject({ code: "NH_STORE_FOREIGN" });
  });

  it("refuses a database of a newer version", async () => {
    await withStore((store) => store.commit([record("a")]));
    const other = new Database(path);
    other.exec("PRAGMA user_version = 2");
    other.close();
    await expect(openSqliteStore(path)).rejects.toMatchObject({
      code: "NH_STORE_VERSION",
      message: expect.stringContaining("schema version 2"),
    });
  });

  it("refuses a record that it cannot have written", async () => {
    await withStore((store) => store.commit([record("a")]));
    for (const key of ["no JSON", '["hub"]']) {
      const other = new Database(path);
      other.exec(`UPDATE records SET key = '${key}'`);
      other.close();
      await withStore((store) => {
        expect(() => [...store.load()]).toThrow(expect.objectContaining({ code: "NH_STORE_DAMAGED" }));
      });
    }
  });

  it("fails when the file cannot be opened", async () => {
    await expect(openSqliteStore(join(folder, "missing", "hub.db"))).rejects.toMatchObject({
      code: "NH_STORE_UNAVAILABLE",
    });
  });

  it("fails when something else is in its place", async () => {
    mkdirSync(path);
    await expect(openSqliteStore(path)).rejects.toMatchObject({ code: "NH_STORE_UNAVAILABLE" });
  });
});

describe("a replacement of all records", () => {
  const begin = (store: RecordStore) => {
    const replacement = store.beginReplacement?.();
    if (replacement === undefined) throw new Error("The store cannot replace its records.");
    return replacement;
  };
  const ids = (store: RecordStore) => Array.from(store.load(), ({ id }) => id).sort();

  it("takes effect when it is committed, and stays", async () => {
    await withStore((store) => {
      store.commit([record("a"), record("b")]);
      const replacement = begin(store);
      replacement.add([record("b", '{"n":2}'), record("c")]);
      store.commit([record("meanwhile")]);
      replacement.add([{ ...record("\ud800\0"), hub: "other" }]);
      expect(ids(store)).toEqual(["a", "b", "meanwhile"]);
      replacement.commit();
      expect(ids(store)).toEqual(["\ud800\0", "b", "c"].sort());
      store.commit([record("after"), record("more")]);
      store.commit([record("c", "[]")]);
      store.commit([{ hub: "hub", kind: "installation", id: "b", value: undefined }]);
    });
    expect(await withStore((store) => [...store.load()].sort((left, right) => (left.id < right.id ? -1 : 1)))).toEqual(
      [record("after"), record("c", "[]"), record("more"), { ...record("\ud800\0"), hub: "other" }].sort(
        (left, right) => (left.id < right.id ? -1 : 1),
      ),
    );
  });

  it("may be one of several, and the last one committed wins", async () => {
    await withStore((store) => {
      const [first, second, third] = [begin(store), begin(store), begin(store)];
      first.add([record("first")]);
      second.add([record("second")]);
      third.discard();
      third.discard();
      second.commit();
      expect(ids(store)).toEqual(["second"]);
      first.commit();
      expect(ids(store)).toEqual(["first"]);
    });
    expect(await withStore(ids)).toEqual(["first"]);
  });

  it("that was cut short changes nothing, and the next start removes it", async () => {
    await withStore((store) => {
      store.commit([record("a")]);
      begin(store).add(Array.from({ length: 500 }, (_, index) => record(`staged-${index}`)));
    });
    expect(await withStore(ids)).toEqual(["a"]);
    const file = new Database(path);
    const tables: unknown[] = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    file.close();
    expect(tables).toEqual([expect.objectContaining({ name: "records" })]);
  });

  it("that fails leaves everything as it was", async () => {
    await withStore((store) => {
      store.commit([record("a")]);
      const replacement = begin(store);
      expect(() => replacement.add([record("b"), record("c", null as unknown as string)])).toThrow(
        expect.objectContaining({ code: "NH_STORE_UNAVAILABLE" }),
      );
      replacement.discard();
      expect(() => replacement.commit()).toThrow(expect.objectContaining({ code: "NH_STORE_UNAVAILABLE" }));
      expect(ids(store)).toEqual(["a"]);
    });
  });

  it("of a store that was closed meanwhile is discarded without an error", async () => {
    const store = await openSqliteStore(path);
    const replacement = begin(store);
    store.close();
    expect(() => replacement.add([record("a")])).toThrow(/is closed/);
    replacement.discard();
    expect(await withStore(ids)).toEqual([]);
  });
});
