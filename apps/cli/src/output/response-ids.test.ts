import { describe, expect, it } from "vitest";
import { createTestHub, handleOf, putPhone, type TestHub } from "../../test/test-hub.js";

/** A hub with one of everything that can be changed, and the responses that it gave. */
async function changeableHub() {
  const given: { trackingId: string | null; correlationId: string | null }[] = [];
  const base = createTestHub();
  const fetch = async (url: string, init: RequestInit) => {
    const response = await base.hub.fetch(new Request(url, init));
    const { headers } = response;
    given.push({ trackingId: headers.get("trackingId"), correlationId: headers.get("x-ms-correlation-request-id") });
    return response;
  };
  const nh: TestHub["nh"] = (words, more) => base.nh(words, { fetch, ...more });
  await putPhone({ ...base, nh }, "phone-1");
  await nh(["hubs", "create", "depot"]);
  return { nh, last: () => given.at(-1) };
}

const apns = ["--platform", "apns", "--channel", handleOf("b")];
const fileOf = (document: unknown) => ({ input: JSON.stringify(document) });

describe("the identifiers of a change", () => {
  it.each<[command: string, words?: string[], options?: Parameters<TestHub["nh"]>[1]]>([
    ["installations put phone-2", apns],
    ["installations patch phone-1", ["--add-tag", "news"]],
    ["installations tag add phone-1 sport"],
    ["installations tag remove phone-1 sport"],
    ["registrations create", ["--platform", "apple", "--handle", handleOf("c")]],
    ["hubs create shop"],
    ["hubs update demo --ttl 30d"],
    ["hubs apply shop --file - --yes", [], fileOf({ name: "shop", userMetadata: "new" })],
    ["hubs apply demo --file - --yes", [], fileOf({ name: "demo", userMetadata: "changed" })],
    ["hubs keys rotate depot DefaultFullSharedAccessSignature --yes"],
    ["hubs delete demo --confirm demo"],
    ["send apple --title Hi --everyone --yes"],
  ])("of nh %s are those of its last response", async (line, more = [], options = {}) => {
    const { nh, last } = await changeableHub();
    const words = [...line.split(" "), ...more];
    const { code, err, json } = await nh([...words, "--json"], options);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(json()).toMatchObject(last() ?? {});
    expect(last()).toEqual({ trackingId: expect.any(String), correlationId: expect.any(String) });
  });

  it("of several deletions are listed by ID, and the text shows the tracking ID of a single one", async () => {
    const { nh, last } = await changeableHub();
    const both = await nh(["installations", "delete", "phone-1", "phone-2", "--yes", "--json"]);
    const { responses } = both.json<{ responses: readonly unknown[] }>();
    expect(responses).toEqual([
      { id: "phone-1", trackingId: expect.any(String), correlationId: expect.any(String) },
      { id: "phone-2", ...last() },
    ]);
    const one = await nh(["installations", "delete", "phone-3"]);
    expect(one.out).toBe(`phone-3 did not exist.\ntracking ID  ${last()?.trackingId}\n`);
  });

  it("of an import are on a line for each installation with --ndjson", async () => {
    const { nh } = await changeableHub();
    const good = { installationId: "a", platform: "apns", pushChannel: handleOf("a") };
    const input = `${JSON.stringify(good)}\n{"installationId":"b"}\n`;
    const { code, out } = await nh(["installations", "import", "-", "--ndjson", "--concurrency", "1"], { input });
    expect(code).toBe(7);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        name: "line 1 (a)",
        state: "imported",
        trackingId: expect.any(String),
        correlationId: expect.any(String),
      },
      { name: "line 2 (b)", state: "failed", error: expect.objectContaining({ exitCode: 6 }) },
    ]);
  });
});
