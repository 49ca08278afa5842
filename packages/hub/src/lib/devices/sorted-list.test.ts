import { describe, expect, it } from "vitest";
import { comparePositions } from "./list-order.js";
import { type Reachable, reachableOf } from "./reachable.js";
import { SortedList } from "./sorted-list.js";

function reachable(number: number, ...tags: string[]): Reachable {
  const registrationId = `${(number * 7_919) % 1_000_003}-1-1`;
  const registration = { platform: "gcm", registrationId, handle: `g${number}`, tags, etag: "1" } as const;
  return reachableOf({ registration, expiresAtMs: undefined });
}

/** A state with a list over it, as a hub has them. */
function start(size: number) {
  const members = new Set(
    Array.from({ length: size }, (_, index) => reachable(index, index % 2 === 0 ? "even" : "odd")),
  );
  const list = new SortedList();
  const reads: (string | undefined)[] = [];
  const has = (member: Reachable, tag: string | undefined) =>
    tag === undefined || (member.stored?.registration.tags ?? []).includes(tag);
  const read = (tag: string | undefined) => [...members].filter((member) => has(member, tag));
  return {
    members,
    reads,
    expected: (tag?: string) => read(tag).sort(comparePositions),
    sorted: (tag?: string) =>
      list.sorted(tag, () => {
        reads.push(tag);
        return read(tag);
      }),
    add(member: Reachable) {
      members.add(member);
      list.add(member);
    },
    remove(member: Reachable) {
      members.delete(member);
      list.remove(member);
    },
  };
}

/** Enough that a list is made in more than one slice on any machine. */
const MANY = 150_000;

describe("a sorted list", () => {
  it("is read once, and brought up to date by what changes", async () => {
    const hub = start(50);
    expect(await hub.sorted()).toEqual(hub.expected());
    const [first] = hub.members;
    if (first !== undefined) hub.remove(first);
    hub.add(reachable(50, "even"));
    const short = reachable(51);
    hub.add(short);
    hub.remove(short);
    expect(await hub.sorted()).toEqual(hub.expected());
    expect(hub.reads).toEqual([undefined]);
  });

  it("of a tag takes only what has it, whatever the letter case", async () => {
    const hub = start(20);
    expect(await hub.sorted("even")).toEqual(hub.expected("even"));
    hub.add(reachable(20, "even"));
    hub.add(reachable(21, "odd"));
    expect(await hub.sorted("even")).toEqual(hub.expected("even"));
    const before = await hub.sorted("even");
    hub.add(reachable(22, "EVEN"));
    expect(await hub.sorted("even")).toHaveLength(before.length + 1);
    expect(await hub.sorted("odd")).toEqual(hub.expected("odd"));
    expect(hub.reads).toEqual(["even", "odd"]);
  });

  it("that is long lets other work run, and holds what there was when it was asked for", async () => {
    const hub = start(MANY);
    const before = hub.expected();
    const list = hub.sorted();
    expect(list).toBeInstanceOf(Promise);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const [gone] = hub.members;
    if (gone !== undefined) hub.remove(gone);
    hub.add(reachable(MANY));
    const meanwhile = hub.sorted();
    expect(await list).toEqual(before);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    // Whoever asks later sees what has changed by then, and nobody sorts a second time.
    expect(await meanwhile).toEqual(hub.expected());
    expect(hub.reads).toEqual([undefined]);
  });

  it("is made again after very many changes, even when they come while it is made", async () => {
    const hub = start(MANY);
    const list = hub.sorted();
    for (let index = 0; index < 10_001; index++) hub.add(reachable(MANY + index));
    await list;
    expect(await hub.sorted()).toHaveLength(MANY + 10_001);
    for (const member of [...hub.members].slice(0, 10_001)) hub.remove(member);
    expect(await hub.sorted()).toHaveLength(MANY);
    expect(hub.reads).toHaveLength(3);
  });
});
