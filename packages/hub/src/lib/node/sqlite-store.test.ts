import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RecordStore } from "../store/record-store.js";
import { DatabaseFile } from "./database-file.js";
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
    expect(readdirSync(folder)).toEqual(["hub.db"]);
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
      message: `${path} is in use by another hub. Stop that hub, or use another data folder.`,
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
    await withStore((store) => store.commit([record("a")]));
    const script = `
      const Database = require("libsql");
      const database = new Database(process.argv[1]);
      database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
      console.log("locked");
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ["-e", script, path], { stdio: ["ignore", "pipe", "inherit"] });
    try {
      await once(child.stdout, "data");
      await expect(openSqliteStore(path)).rejects.toMatchObject({ code: "NH_STORE_LOCKED" });
    } finally {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    await withStore((store) => store.commit([record("a")]));
  });

  it("stays locked when every other file in its folder is deleted", async () => {
    const first = await openSqliteStore(path);
    first.commit([record("a")]);
    for (const name of readdirSync(folder))
      if (!name.startsWith("hub.db-") && name !== "hub.db") rmSync(join(folder, name));
    await expect(openSqliteStore(path)).rejects.toMatchObject({ code: "NH_STORE_LOCKED" });
    first.close();
  });

  it("is used by only one of two stores that are opened at the same moment", async () => {
    await withStore((store) => store.commit([record("a")]));
    const opened = await Promise.allSettled([openSqliteStore(path), openSqliteStore(path)]);
    const stores = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const used = stores.filter((store) => {
      try {
        return [...store.load()].length === 1;
      } catch (error) {
        expect(error).toMatchObject({ code: "NH_STORE_LOCKED" });
        return false;
      }
    });
    expect(used).toHaveLength(1);
    for (const store of stores) store.close();
  });

  it.skipIf(process.platform === "win32")(
    "can be read only by the user, even in a folder that others can read",
    async () => {
      await withStore((store) => {
        store.commit([record("a"), record("b")]);
        for (const name of readdirSync(folder))
          expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      });
      chmodSync(path, 0o644);
      await withStore(() => {});
      expect(statSync(path).mode & 0o777).toBe(0o600);
    },
  );

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

  it.each([
    ["a key that is not JSON", "UPDATE records SET key = 'no JSON'", /record 1 has an unknown key: no JSON/],
    ["a key of two parts", `UPDATE records SET key = '["hub","a"]'`, /record 1 has an unknown key/],
    ["a key that is not UTF-8", "UPDATE records SET key = CAST(x'5b22ff225d' AS TEXT)", /key of record 1 is not UTF-8/],
    [
      "a value that is not UTF-8",
      "UPDATE records SET value = CAST(x'7b22ff227d' AS TEXT)",
      /the value of the installation "a" is not UTF-8/,
    ],
  ])("refuses %s by name, and leaves the file unchanged", async (_what, damage, message) => {
    await withStore((store) => store.commit([record("a")]));
    const other = new Database(path);
    other.exec(damage);
    other.close();
    const bytes = readFileSync(path);
    await withStore((store) => {
      expect(() => [...store.load()]).toThrow(
        expect.objectContaining({ code: "NH_STORE_DAMAGED", path, message: expect.stringMatching(message) }),
      );
    });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(["hub.db"]);
  });

  it("leaves a damaged file and its log unchanged after its process was killed", async () => {
    await withStore((store) => store.commit([record("a")]));
    const killed = join(folder, "killed.db");
    const other = new Database(path);
    other.exec("PRAGMA journal_mode = WAL; UPDATE records SET value = CAST(x'ff' AS TEXT)");
    for (const suffix of ["", "-wal"]) copyFileSync(path + suffix, killed + suffix);
    other.close();
    const before = ["", "-wal"].map((suffix) => readFileSync(killed + suffix));
    const store = await openSqliteStore(killed);
    expect(() => [...store.load()]).toThrow(expect.objectContaining({ code: "NH_STORE_DAMAGED", path: killed }));
    store.close();
    expect(["", "-wal"].map((suffix, index) => before[index]?.equals(readFileSync(killed + suffix)))).toEqual([
      true,
      true,
    ]);
    expect(readdirSync(folder).sort()).toEqual(["hub.db", "killed.db", "killed.db-wal"]);
  });

  it("reads the log of a process that was killed, and goes on with it", async () => {
    await withStore((store) => store.commit([record("a")]));
    const killed = join(folder, "killed.db");
    await withStore((store) => {
      store.commit([record("b")]);
      for (const suffix of ["", "-wal"]) copyFileSync(path + suffix, killed + suffix);
    });
    const store = await openSqliteStore(killed);
    expect([...store.load()]).toEqual([record("a"), record("b")]);
    store.commit([record("c")]);
    store.close();
    const again = await openSqliteStore(killed);
    expect([...again.load()]).toEqual([record("a"), record("b"), record("c")]);
    again.close();
    expect(readdirSync(folder).sort()).toEqual(["hub.db", "killed.db"]);
  });

  it("reads more records than fit on one page, in order and once", async () => {
    const records = Array.from({ length: 2_500 }, (_, index) => record(`id${String(index).padStart(4, "0")}`));
    await withStore((store) => store.commit(records));
    expect(await withStore((store) => [...store.load()])).toEqual(records);
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

describe("a database that may not grow", () => {
  /** Databases that are opened now may have that many pages. Returns what sets the limit anew. */
  function limitPages(pages: number): (pages: number) => void {
    const writable = Object.getOwnPropertyDescriptor(DatabaseFile.prototype, "writable")?.get;
    let database: Database.Database | undefined;
    const set = (count: number) => database?.prepare(`PRAGMA max_page_count = ${count}`).get();
    vi.spyOn(DatabaseFile.prototype, "writable", "get").mockImplementation(function (this: DatabaseFile) {
      database = writable?.call(this) as Database.Database;
      set(pages);
      return database;
    });
    return set;
  }

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("refuses writes with NH_STORE_FULL, keeps the others, and takes writes when there is room", async () => {
    const setLimit = limitPages(20);
    const long = JSON.stringify("x".repeat(30_000));
    const kept = await withStore((store) => {
      const ids: string[] = [];
      const fill = () => {
        for (let index = 10; index < 30; index++) {
          store.commit([record(`a${index}`, long)]);
          ids.push(`a${index}`);
        }
      };
      expect(fill).toThrow(
        expect.objectContaining({
          code: "NH_STORE_FULL",
          message: expect.stringMatching(
            /hub\.db cannot be written, because its disk is full \(.+\)\. Free some space and try again\.$/,
          ),
        }),
      );
      expect(() => store.commit([record("b", long), record("c"), record("d")])).toThrow("its disk is full");
      setLimit(1_000);
      store.commit([record("e", long)]);
      return [...ids, "e"];
    });
    expect(kept.length).toBeGreaterThan(1);
    expect((await withStore((store) => [...store.load()])).map(({ id }) => id)).toEqual(kept);
  });
});
