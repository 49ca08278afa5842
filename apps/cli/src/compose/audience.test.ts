import { describe, expect, it } from "vitest";
import { createTestHub, handleOf } from "../../test/test-hub.js";
import { audienceWords } from "./audience.js";

interface Plan {
  readonly requests: readonly {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }[];
}

const subscription = { endpoint: "https://push.example/abc", p256dh: "BPublicKey", auth: "c2VjcmV0LWF1dGg" };

async function plan(platform: string, ...words: string[]) {
  const { code, json, err } = await createTestHub().nh([
    "send",
    platform,
    "--title",
    "Hi",
    ...words,
    "--dry-run",
    "--json",
  ]);
  if (code !== 0) return { code, err };
  const [request] = json<Plan>().requests;
  return {
    query: new URL(request?.url ?? "").search,
    tags: request?.headers["ServiceBusNotification-Tags"],
    handle: request?.headers["ServiceBusNotification-DeviceHandle"],
    request,
  };
}

describe("the audience of nh send", () => {
  it.each([
    [["--tag", "news", "--tag", "sport"], "news || sport"],
    [["--tags", "news, sport", "--tag", "late"], "late || news || sport"],
    [["--expression", "news && !muted"], "news && !muted"],
    [["--user", "alice"], "$UserId:{alice}"],
    [["--installation", "phone-1"], "$InstallationId:{phone-1}"],
    [["--everyone"], undefined],
  ])("%j becomes the tags %s", async (words, tags) => {
    expect(await plan("apple", ...words)).toMatchObject({ query: "?api-version=2020-06" });
    expect((await plan("apple", ...words)).tags).toBe(tags);
  });

  it("is one device, several devices, or a browser's subscription", async () => {
    expect(await plan("apple", "--device", handleOf("a"))).toMatchObject({
      query: "?api-version=2020-06&direct=true",
      handle: handleOf("a"),
    });
    const several = await plan("apple", "--device", handleOf("a"), "--device", handleOf("b"));
    expect(new URL(several.request?.url ?? "").pathname).toBe("/demo/messages/$batch");
    expect(several.request?.body).toContain(JSON.stringify([handleOf("a"), handleOf("b")]));
    const browser = await plan("browser", "--device", JSON.stringify(subscription));
    expect(browser).toMatchObject({ handle: subscription.endpoint, request: { headers: { Auth: "***" } } });
    expect(JSON.stringify(browser)).not.toContain(subscription.auth);
  });

  it("accepts a subscription as the browser writes it, and refuses an incomplete one", async () => {
    const { endpoint, p256dh, auth } = subscription;
    const written = JSON.stringify({ endpoint, expirationTime: null, keys: { p256dh, auth } });
    expect(await plan("browser", "--device", written)).toMatchObject({
      handle: endpoint,
      request: { headers: { P256DH: p256dh } },
    });
    expect(await plan("browser", "--device", JSON.stringify({ endpoint }))).toEqual({
      code: 6,
      err: expect.stringContaining("--device of a browser has no p256dh."),
    });
  });

  it.each([
    ["installations", "put", "w", "--platform", "browser", "--channel"],
    ["installations", "patch", "w", "--channel"],
    ["registrations", "create", "--platform", "browser", "--handle"],
  ])("keeps the secret of a subscription out of --dry-run: %s %s", async (...words) => {
    for (const format of [[], ["--json"]]) {
      const given = [...words, JSON.stringify(subscription), "--dry-run", ...format];
      const { code, out } = await createTestHub().nh(given);
      expect(code).toBe(0);
      expect(out).toContain("***");
      expect(out).not.toContain(subscription.auth);
    }
  });

  it("is of one kind only", async () => {
    expect(await plan("apple", "--tag", "a", "--everyone")).toEqual({
      code: 2,
      err: expect.stringContaining("--tag and --everyone cannot be combined."),
    });
    expect(await plan("browser", "--device", JSON.stringify(subscription), "--device", "x")).toMatchObject({ code: 2 });
    expect(await plan("browser", "--device", "not json")).toMatchObject({ code: 6 });
    expect(await plan("apple", "--device", handleOf("a"), "--test")).toMatchObject({ code: 2 });
    expect(await plan("apple", "--user", "has space")).toMatchObject({ code: 6 });
  });
});

describe("the audience in a hint", () => {
  it("is quoted for a shell", () => {
    const options = { tag: [], tags: undefined, expression: "a'b; rm $x", user: undefined, installation: undefined };
    expect(audienceWords({ ...options, everyone: false })).toBe(String.raw`--expression 'a'\''b; rm $x'`);
  });
});
