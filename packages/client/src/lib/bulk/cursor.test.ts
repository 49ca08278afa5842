import { rawNotification } from "@nh/payloads";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Cursor, type CursorScope } from "./cursor.js";
import { notificationDigest } from "./digest.js";

const scope: CursorScope = { batchSize: 1000, duplicates: "skip", notification: "0123456789abcdef" };

const handles = (count: number): string[] => Array.from({ length: count }, (_, index) => `handle-${index}`);

/** A cursor of a run that got to 4,000, with one batch refused. */
function written(): string {
  const cursor = Cursor.start(scope);
  for (const start of [0, 2000, 3000]) cursor.finish({ start, end: start + 1000, handles: handles(990) });
  cursor.refused.add(1000, 2000);
  return cursor.format(4000, 5000);
}

describe("a cursor", () => {
  it("is read back as it was written", () => {
    expect(written()).toMatch(
      /^nh1;batchSize=1000;duplicates=skip;notification=0123456789abcdef;done=0-1000,2000-4000;refused=1000-2000;begun=9000;sent=2970;again=;repeated=0;check=[\da-f]{16}$/,
    );
    expect(Cursor.resume(written(), scope).format(0, 0)).toBe(written());
  });

  it("tells what an earlier run may have sent", () => {
    const cursor = Cursor.resume(written(), scope);
    expect(cursor.mayBeDuplicate(1000, 2000)).toBe(false);
    expect(cursor.mayBeDuplicate(4000, 5000)).toBe(true);
    expect(cursor.mayBeDuplicate(9000, 9100)).toBe(false);
  });

  it("counts what earlier runs did, and what may have arrived more than once in any of them", () => {
    const second = Cursor.resume(written(), scope);
    expect(second.earlier).toEqual({ sent: 2970, duplicates: 30 });
    // Refused before: it arrives once.
    second.finish({ start: 1000, end: 2000, handles: handles(1000) });
    expect(second.repeated).toBe(0);
    second.finish({ start: 4000, end: 5000, handles: handles(900) });
    second.lose({ start: 5000, end: 6000, handles: handles(800) });
    expect(second.repeated).toBe(1700);
    const third = Cursor.resume(second.format(6000, 0), scope);
    expect(third.repeated).toBe(1700);
    expect(third.earlier).toEqual({ sent: 4870, duplicates: 130 });
    // Lost in two runs, and sent in a third: the same devices.
    third.finish({ start: 5000, end: 6000, handles: handles(800) });
    expect(third.repeated).toBe(1700);
    third.finish({ start: 6000, end: 7000, handles: handles(1000) });
    expect(third.repeated).toBe(2700);
  });

  it("is refused when it was cut off anywhere, or one of its characters was changed", () => {
    const text = written();
    for (let length = 4; length < text.length; length++) {
      expect(() => Cursor.resume(text.slice(0, length), scope)).toThrow(
        "sendToDevices: resumeFrom is a cursor that was cut off or changed. Pass one that is whole",
      );
    }
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: text.length - 1 }),
        fc.constantFrom(..."0123456789abcdef;=,-+xskip"),
        (at, other) => {
          fc.pre(text[at] !== other);
          expect(() => Cursor.resume(text.slice(0, at) + other + text.slice(at + 1), scope)).toThrow(
            /cut off or changed/,
          );
        },
      ),
    );
  });

  it.each([
    [{ ...scope, batchSize: 500 }, "batchSize 1000, not 500"],
    [{ ...scope, duplicates: "send" as const }, 'duplicates "skip", not "send"'],
    [{ ...scope, notification: "f".repeat(16) }, "another notification"],
    [
      { batchSize: 1, duplicates: "send" as const, notification: "" },
      'another notification and with batchSize 1000, not 1 and with duplicates "skip", not "send"',
    ],
  ])("is refused by a send with %j", (other, difference) => {
    expect(() => Cursor.resume(written(), other)).toThrow(
      `sendToDevices: resumeFrom is the cursor of a send with ${difference}. Resume with what that send had`,
    );
  });

  it.each(["", "12", "NH1;", "nhc1;{}"])("cannot be %j", (text) => {
    expect(() => Cursor.resume(text, scope)).toThrow(
      "sendToDevices: resumeFrom must be the cursor of a result of sendToDevices",
    );
  });

  it("stays short when every other one of 20,000 batches fails", () => {
    const cursor = Cursor.start(scope);
    let longest = 0;
    for (let start = 0; start < 20_000_000; start += 1000) {
      if (start % 2000 === 0) cursor.finish({ start, end: start + 1000, handles: [] });
      else cursor.refused.add(start, start + 1000);
      if (start % 100_000 === 0) longest = Math.max(longest, cursor.format(start + 1000, 5000).length);
    }
    expect(longest).toBeLessThan(280);
    const text = cursor.format(20_000_000, 5000);
    expect(Cursor.resume(text, scope).done.covers(19_998_000, 19_999_000)).toBe(true);
    expect(Cursor.resume(text, scope).done.covers(19_999_000, 20_000_000)).toBe(false);
  });
});

describe("the digest of a notification", () => {
  const one = { platform: "apple", body: '{"aps":{"alert":"Grüße 👋"}}', headers: { "apns-priority": "5" } } as const;

  it("is the same for the same notification, and for headers in another order", () => {
    const headers = { "apns-priority": "5", "apns-expiration": "0" };
    const turned = { "apns-expiration": "0", "apns-priority": "5" };
    expect(notificationDigest(rawNotification({ ...one, headers }))).toBe(
      notificationDigest(rawNotification({ ...one, headers: turned })),
    );
  });

  it("differs with the body, a header and the platform, and shows nothing of them", () => {
    const digests = [
      one,
      { ...one, body: one.body.replace("ü", "u") },
      { ...one, body: one.body.replace("👋", "👌") },
      { ...one, headers: { "apns-priority": "10" } },
      { ...one, headers: {} },
      { ...one, headers: {}, platform: "gcm" as const },
    ].map((notification) => notificationDigest(rawNotification(notification)));
    expect(new Set(digests).size).toBe(digests.length);
    for (const digest of digests) expect(digest).toMatch(/^[\da-f]{16}$/);
  });
});
