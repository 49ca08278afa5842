import { describe, expect, it } from "vitest";
import { NotificationLog, type NotificationRecord } from "./notification-log.js";

const record = (id: string, body = "{}"): NotificationRecord => ({
  hub: "demo",
  id,
  state: "Completed",
  platform: "apple",
  body,
  tags: undefined,
  host: "localhost",
  apiVersion: "2020-06",
  enqueuedAtMs: 0,
  counts: {},
});
const ids = (log: NotificationLog) => Array.from(log.all(), ({ id }) => id);

describe("the log of notifications", () => {
  it("drops the oldest beyond its number, and announces it", () => {
    const log = new NotificationLog(2);
    log.put(record("1"));
    log.put(record("2"));
    expect(log.evictedBy(record("3")).map(({ id }) => id)).toEqual(["1"]);
    log.put(record("3"));
    expect(ids(log)).toEqual(["2", "3"]);
  });

  it("replaces a record without dropping another", () => {
    const log = new NotificationLog(2);
    log.put(record("1"));
    log.put(record("2"));
    expect(log.evictedBy(record("1", "{ }"))).toEqual([]);
    log.put(record("1", "{ }"));
    expect(log.get("DEMO", "1", 0)?.body).toBe("{ }");
    expect(log.get("demo", "2", 0)).toBeDefined();
    expect(log.get("other", "2", 0)).toBeUndefined();
  });

  it("drops the oldest when the payloads together grow too large", () => {
    const log = new NotificationLog(10_000);
    const large = "x".repeat(16 * 1024 * 1024);
    for (const id of ["1", "2", "3", "4", "5"]) log.put(record(id, large));
    expect(ids(log)).toEqual(["2", "3", "4", "5"]);
  });
});
