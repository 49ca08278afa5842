import { describe, expect, it } from "vitest";
import { detailOf, startTestHub, type TestHub } from "../fixtures/call-hub.js";

const NS =
  'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"';
const entry = (content: string) =>
  `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml">${content}</content></entry>`;
const put = async (started: TestHub, id: string, content: string) => {
  const reply = await started.call("PUT", `/demo/registrations/${id}?api-version=2020-06`, { body: entry(content) });
  expect(reply.status).toBe(200);
};
const gcm = (handle: string, tags = "") =>
  `<GcmRegistrationDescription ${NS}>${tags && `<Tags>${tags}</Tags>`}<GcmRegistrationId>${handle}</GcmRegistrationId></GcmRegistrationDescription>`;
const ids = (body: string) => [...body.matchAll(/<RegistrationId>([^<]+)</g)].map(([, id]) => id);

describe("listing registrations", () => {
  it("of an empty hub is a feed without entries", async () => {
    const reply = await startTestHub().call("GET", "/demo/registrations?api-version=2020-06");
    expect([reply.status, reply.headers.get("content-type"), reply.headers.has("x-ms-continuationtoken")]).toEqual([
      200,
      "application/xml",
      false,
    ]);
    const address = "https://contoso.servicebus.windows.net/demo/resources?api-version=2020-06";
    expect(reply.body).toBe(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">Registrations</title><id>${address}</id>` +
        `<updated>2031-05-06T07:08:09Z</updated><link rel="self" href="${address}" /></feed>`,
    );
  });

  it("pages with a token of unreserved characters that may come back encoded twice", async () => {
    const started = startTestHub();
    for (const id of ["1-1-1", "1-1-2", "1-1-3", "1-1-4", "1-1-5"]) await put(started, id, gcm(`g${id}`));
    const first = await started.call("GET", "/demo/registrations?api-version=2020-06&$top=2");
    expect(ids(first.body)).toEqual(["1-1-1", "1-1-2"]);
    const token = first.headers.get("x-ms-continuationtoken") ?? "";
    expect(token).toMatch(/^[A-Za-z0-9._~-]+$/);
    expect(first.body).toContain(
      `<link rel="next" href="https://contoso.servicebus.windows.net/demo/registrations?api-version=2020-06&amp;%24top=2&amp;continuationtoken=${token}" />`,
    );
    const second = await started.call(
      "GET",
      `/demo/registrations?api-version=2020-06&%24top=2&ContinuationToken=${encodeURIComponent(encodeURIComponent(token))}`,
    );
    expect(ids(second.body)).toEqual(["1-1-3", "1-1-4"]);
    const next = second.headers.get("x-ms-continuationtoken");
    const third = await started.call("GET", `/demo/registrations?api-version=2020-06&$top=2&continuationtoken=${next}`);
    expect([ids(third.body), third.headers.has("x-ms-continuationtoken")]).toEqual([["1-1-5"], false]);
  });

  it("returns at most 100 at a time", async () => {
    const started = startTestHub();
    for (let index = 0; index < 101; index++) await put(started, `1-${index}-1`, gcm(`g${index}`));
    for (const query of ["", "&$top=1000"]) {
      const reply = await started.call("GET", `/demo/registrations?api-version=2020-06${query}`);
      expect(ids(reply.body)).toHaveLength(100);
      expect(reply.headers.has("x-ms-continuationtoken")).toBe(true);
    }
  });

  it("is ordered by platform, then by the numbers of the id, whatever was created first", async () => {
    const started = startTestHub();
    const describe = (kind: string, handle: string) =>
      `<${kind}RegistrationDescription ${NS}>${handle}</${kind}RegistrationDescription>`;
    const kinds = {
      "1-9-1": describe("Xiaomi", "<XiaomiRegistrationId>x</XiaomiRegistrationId>"),
      "2-8-1": describe("Browser", "<Endpoint>https://p/1</Endpoint><P256DH>B</P256DH><Auth>k</Auth>"),
      "3-7-1": describe("FcmV1", "<FcmV1RegistrationId>f</FcmV1RegistrationId>"),
      "4-6-1": describe("Baidu", "<BaiduUserId>u</BaiduUserId><BaiduChannelId>c</BaiduChannelId>"),
      "5-5-1": describe("Adm", "<AdmRegistrationId>a</AdmRegistrationId>"),
      custom: gcm("g-custom"),
      "9223372036854775807-1-1": gcm("g5"),
      "9223372036854775806-1-1": gcm("g4"),
      "20-10-1": gcm("g3"),
      "20-9-2": gcm("g2b"),
      "20-9-1": gcm("g2"),
      "3-1-1": gcm("g1"),
      "6-4-1": describe("Mpns", "<ChannelUri>https://m/1</ChannelUri>"),
      "7-3-1": describe("Apple", "<DeviceToken>AA</DeviceToken>"),
      "8-2-1": describe("Windows", "<ChannelUri>https://w/1</ChannelUri>"),
    };
    for (const [id, content] of Object.entries(kinds)) await put(started, id, content);
    const reply = await started.call("GET", "/demo/registrations?api-version=2020-06");
    expect(ids(reply.body)).toEqual([
      "8-2-1",
      "7-3-1",
      "6-4-1",
      "3-1-1",
      "20-9-1",
      "20-9-2",
      "20-10-1",
      "9223372036854775806-1-1",
      "9223372036854775807-1-1",
      "custom",
      "5-5-1",
      "4-6-1",
      "3-7-1",
      "2-8-1",
      "1-9-1",
    ]);
  });

  it("loses and repeats nothing when what was read is deleted, and others are added", async () => {
    const started = startTestHub();
    const all = Array.from({ length: 7 }, (_, index) => `${index + 10}-1-1`);
    for (const id of all) await put(started, id, gcm(`g${id}`, "t"));
    const seen: (string | undefined)[] = [];
    for (let token = "", turn = 0; turn < 10; turn++) {
      const reply = await started.call(
        "GET",
        `/demo/tags/t/registrations?api-version=2020-06&$top=2&continuationtoken=${token}`,
      );
      seen.push(...ids(reply.body));
      for (const id of ids(reply.body)) {
        const headers = { "If-Match": "*" };
        await started.call("DELETE", `/demo/registrations/${id}?api-version=2020-06`, { headers });
      }
      await put(started, `1-${turn}-1`, gcm(`new${turn}`, "t"));
      token = reply.headers.get("x-ms-continuationtoken") ?? "";
      if (token === "") break;
    }
    expect(seen).toEqual(all);
  });

  it("shows the registrations of installations, automatic tags first and template names among the tags", async () => {
    const started = startTestHub();
    await started.install("phone", {
      userId: "u1",
      tags: ["a"],
      pushVariables: { lang: "en" },
      templates: {
        "Template Name": { body: '{"aps":{"alert":"$(m)"}}', tags: ["t"], headers: { "apns-priority": "5" } },
      },
    });
    const reply = await started.call("GET", "/demo/registrations?api-version=2020-06");
    expect(reply.body.match(/<Tags>[^<]*<\/Tags>/g)?.sort()).toEqual([
      "<Tags>$InstallationId:{phone},$UserId:{u1},a,t,Template Name</Tags>",
      "<Tags>$InstallationId:{phone},$UserId:{u1},a</Tags>",
    ]);
    expect(reply.body).toContain(
      '<PushVariables>{"lang":"en"}</PushVariables><DeviceToken>AA11BB22</DeviceToken><BodyTemplate><![CDATA[{"aps":{"alert":"$(m)"}}]]></BodyTemplate>' +
        '<Expiry i:nil="true" /><TemplateName>Template Name</TemplateName><ApnsHeaders><ApnsHeader><Header>apns-priority</Header><Value>5</Value></ApnsHeader></ApnsHeaders>',
    );
  });

  it("shows installations of every platform, including tiles and unusual template parts", async () => {
    const started = startTestHub();
    const templates = { t: { body: '{"a":"$(m)"}', headers: { "x-any": "1" }, expiry: "$(e)" } };
    await started.install("g", { platform: "gcm", pushChannel: "g", templates });
    await started.install("b", { platform: "baidu", pushChannel: "user-channel-2", templates });
    await started.install("w", {
      platform: "wns",
      pushChannel: "https://w/1",
      secondaryTiles: { tile: { pushChannel: "https://w/2", tags: ["x"], templates: { tt: { body: "<tile/>" } } } },
    });
    await started.install("web", {
      platform: "browser",
      pushChannel: { endpoint: "https://p/1", p256dh: "B", auth: "k" },
    });
    const reply = await started.call("GET", "/demo/registrations?api-version=2020-06");
    expect(reply.status).toBe(200);
    expect(reply.body).toContain("<BaiduUserId>user</BaiduUserId><BaiduChannelId>channel-2</BaiduChannelId>");
    expect(reply.body).toContain("<ChannelUri>https://w/2</ChannelUri><SecondaryTileName>tile</SecondaryTileName>");
    expect(reply.body).toContain("<Endpoint>https://p/1</Endpoint><P256DH>B</P256DH><Auth>k</Auth>");
    expect(ids(reply.body)).toHaveLength(8);
  });

  it("by tag finds all kinds, without regard to case", async () => {
    const started = startTestHub();
    await put(started, "1-1-1", gcm("g1", "Team_Red"));
    await put(started, "1-1-2", gcm("g2", "team_blue"));
    await started.install("phone", { tags: ["team_red"], templates: { t: { body: '{"aps":{}}' } } });
    const reply = await started.call("GET", "/demo/tags/team_red/registrations?api-version=2020-06");
    expect(ids(reply.body)).toHaveLength(3);
    expect(reply.body).toContain("<id>https://contoso.servicebus.windows.net/demo/resources?api-version=2020-06</id>");
    const own = await started.call(
      "GET",
      "/demo/tags/$InstallationId:%7Bphone%7D/registrations?api-version=2020-06&$top=1",
    );
    expect(ids(own.body)).toHaveLength(1);
    const rest = await started.call(
      "GET",
      `/demo/tags/$InstallationId:%7Bphone%7D/registrations?api-version=2020-06&$top=1&continuationtoken=${own.headers.get("x-ms-continuationtoken")}`,
    );
    expect([ids(rest.body).length, rest.headers.has("x-ms-continuationtoken")]).toEqual([1, false]);
  });

  it.each([
    ["DeviceToken eq 'AABB'", "1-1-1"],
    ["DeviceToken eq 'aabb'", "1-1-1"],
    ["ChannelUri eq 'AABB'", "1-1-1"],
    ["GcmRegistrationId eq 'o''brien'", "1-1-2"],
    ["ChannelUri eq 'https://w/1?a=b'", "1-1-3"],
    [`ChannelUri eq '${encodeURIComponent("https://w/1?a=b")}'`, "1-1-3"],
    ["BaiduUserId eq 'u' and BaiduChannelId eq 'c'", "1-1-4"],
    ["BaiduChannelId eq c' and BaiduUserId eq 'u'", "1-1-4"],
    ["ChannelUri eq 'https://some.url'", "1-1-6"],
    ["ChannelUri eq 'https://some.url/'", "1-1-6"],
    ["Endpoint eq 'https://p/1' and P256DH eq 'B' and Auth eq 'k'", "1-1-5"],
  ])("by handle with the filter %s finds %s", async (filter, id) => {
    const started = startTestHub();
    await put(
      started,
      "1-1-1",
      `<AppleRegistrationDescription ${NS}><DeviceToken>aabb</DeviceToken></AppleRegistrationDescription>`,
    );
    await put(started, "1-1-2", gcm("o'brien"));
    await put(
      started,
      "1-1-3",
      `<WindowsRegistrationDescription ${NS}><ChannelUri>https://w/1?a=b</ChannelUri></WindowsRegistrationDescription>`,
    );
    await put(
      started,
      "1-1-4",
      `<BaiduRegistrationDescription ${NS}><BaiduUserId>u</BaiduUserId><BaiduChannelId>c</BaiduChannelId></BaiduRegistrationDescription>`,
    );
    await put(
      started,
      "1-1-5",
      `<BrowserRegistrationDescription ${NS}><Endpoint>https://p/1</Endpoint><P256DH>B</P256DH><Auth>k</Auth></BrowserRegistrationDescription>`,
    );
    await put(
      started,
      "1-1-6",
      `<MpnsRegistrationDescription ${NS}><ChannelUri>https://some.url</ChannelUri></MpnsRegistrationDescription>`,
    );
    const reply = await started.call(
      "GET",
      `/demo/registrations?api-version=2020-06&$filter=${encodeURIComponent(filter)}`,
    );
    expect([reply.status, ids(reply.body)]).toEqual([200, [id]]);
  });

  it.each([
    ["", [100, 30]],
    ["&$top=60", [60, 60, 10]],
    ["&$top=1000", [100, 30]],
  ])("by handle pages as any list: %j", async (top, sizes) => {
    const started = startTestHub();
    const all = Array.from({ length: 130 }, (_, index) => `${index + 1}-1-1`);
    for (const id of all) await put(started, id, gcm("same"));
    const seen: (string | undefined)[][] = [];
    for (let token = ""; ; ) {
      const reply = await started.call(
        "GET",
        `/demo/registrations?api-version=2020-06&$filter=${encodeURIComponent("GcmRegistrationId eq 'same'")}${top}${token && `&continuationtoken=${token}`}`,
      );
      seen.push(ids(reply.body));
      token = reply.headers.get("x-ms-continuationtoken") ?? "";
      expect(reply.body.includes('<link rel="next"')).toBe(token !== "");
      if (token === "") break;
    }
    expect(seen.map(({ length }) => length)).toEqual(sizes);
    expect(seen.flat()).toEqual(all);
  });

  it.each([
    ["$filter=nonsense", /^The \$filter is invalid\./],
    ["$top=0", /^The value of \$top must be a whole number of at least 1\.$/],
    ["$top=many", /^The value of \$top must be a whole number of at least 1\.$/],
    ["continuationtoken=%22", /^The continuation token is invalid\.$/],
    ["continuationtoken=page-7", /^The continuation token is invalid\.$/],
    ["continuationtoken=A", /^The continuation token is invalid\.$/],
  ])("with the query %s is refused", async (query, detail) => {
    const reply = await startTestHub().call("GET", `/demo/registrations?api-version=2020-06&${query}`);
    expect(reply.status).toBe(400);
    expect(detailOf(reply.body)).toMatch(detail);
  });
});
