import { describe, expect, it } from "vitest";
import { detailOf, NOW, seededRandom, startTestHub } from "../fixtures/call-hub.js";

const json = { "content-type": "application/json;charset=utf-8" };
const SUCCESS = "The Notification was successfully sent to the Push Notification System";
const BODY = '{"aps":{"alert":"Door opened"}}';

describe("a send", () => {
  it("returns 201 without a body, as the newest front end does", async () => {
    const { call } = startTestHub({ random: seededRandom() });
    const reply = await call("POST", "/demo/messages/?api-version=2020-06", {
      headers: { ...json, "ServiceBusNotification-Format": "apple" },
      body: BODY,
    });
    expect(reply.status).toBe(201);
    expect(reply.body).toBe("");
    expect(Object.fromEntries(reply.headers)).toEqual({
      "content-length": "0",
      date: "Tue, 06 May 2031 07:08:09 GMT",
      location: expect.stringMatching(
        /^https:\/\/contoso\.servicebus\.windows\.net\/demo\/messages\/NH-20310506070809000-[0-9a-f]{32}-\d\d\?api-version=2020-06$/,
      ),
      server: "Kestrel",
      "strict-transport-security": "max-age=2592000",
      trackingid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      "x-ms-correlation-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      "x-powered-by": "Azure Notification Hubs",
    });
  });

  it("records one delivery for each matching device before the response", async () => {
    const { hub, install, send } = startTestHub();
    await install("red", { tags: ["team_red"], userId: "u9" });
    await install("blue", { tags: ["team_blue"], pushChannel: "CC33" });
    const id = await send("apple", BODY, {
      "ServiceBusNotification-Tags": "team_red && !muted",
      "apns-priority": "10",
      "apns-push-type": "alert",
    });
    expect(hub.deliveries.list()).toEqual([
      {
        id: "1",
        at: new Date(NOW).toISOString(),
        hub: "demo",
        notificationId: id,
        platform: "apple",
        handle: "AA11BB22",
        registrationId: expect.stringMatching(/^\d+-\d+-[123]$/),
        installationId: "red",
        tags: ["$InstallationId:{red}", "$UserId:{u9}", "team_red"],
        template: null,
        headers: { "apns-priority": "10", "apns-push-type": "alert" },
        body: BODY,
        outcome: "Success",
      },
    ]);
  });

  it("without a tags header reaches every native registration of its platform, and no others", async () => {
    const { hub, install, send } = startTestHub();
    await install("phone");
    await install("watch", { pushChannel: "DD44" });
    await install("android", { platform: "fcmv1", pushChannel: "token" });
    await send("apple", BODY);
    expect(hub.deliveries.list().map(({ installationId }) => installationId)).toEqual(["phone", "watch"]);
  });

  it("with an empty tags header is a broadcast, and the request log says so", async () => {
    const { hub, install, send } = startTestHub();
    await install("phone");
    await send("apple", BODY, { "ServiceBusNotification-Tags": "" });
    expect(hub.deliveries.list()).toHaveLength(1);
    expect(hub.requests.list().at(-1)?.notes).toEqual([
      "The ServiceBusNotification-Tags header is empty, so the send went to every device.",
    ]);
  });

  it.each([
    ["$InstallationId:{phone}", ["phone"]],
    ["$UserId:{u1}", ["phone", "tablet"]],
    ["TEAM_RED", ["phone"]],
    ["!team_red", ["tablet"]],
    ["team_red || $InstallationId:{tablet}", ["phone", "tablet"]],
    ["nobody", []],
  ])("with the expression %s reaches %j", async (expression, expected) => {
    const { hub, install, send } = startTestHub();
    await install("phone", { userId: "u1", tags: ["team_red"] });
    await install("tablet", { userId: "u1", pushChannel: "EE55" });
    await send("apple", BODY, { "ServiceBusNotification-Tags": expression });
    expect(hub.deliveries.list().map(({ installationId }) => installationId)).toEqual(expected);
  });

  it("pushes once to registrations that share a handle", async () => {
    const { hub, call, install, send } = startTestHub();
    await install("one", { pushChannel: "aa11bb22" });
    await install("two", { pushChannel: "AA11BB22" });
    const id = await send("apple", BODY);
    expect(hub.deliveries.list()).toHaveLength(1);
    const telemetry = await call("GET", `/demo/messages/${id}?api-version=2020-06`);
    expect(telemetry.body).toContain(
      "<ApnsOutcomeCounts><Outcome><Name>Success</Name><Count>1</Count></Outcome><Outcome><Name>Skipped</Name><Count>1</Count></Outcome></ApnsOutcomeCounts>",
    );
  });

  it("pushes to the templates of every platform, filled in", async () => {
    const { hub, install, send } = startTestHub();
    await install("en", {
      pushVariables: { lang: "en" },
      templates: {
        news: {
          body: '{"aps":{"alert":"{\'#\' + $(n) + \': \' + $(msg,10)}"},"lang":"$(lang)"}',
          headers: { "apns-priority": "$(priority)" },
          expiry: "$(until)",
        },
      },
    });
    await install("win", {
      platform: "wns",
      pushChannel: "https://db3.notify.windows.com/?token=x",
      templates: {
        toast: {
          body: '<toast><visual><binding template="ToastText01"><text id="1">$(msg)</text></binding></visual></toast>',
          headers: { "X-WNS-Type": "wns/toast" },
        },
      },
    });
    await send("template", '{"n":"7","msg":"Hello World & <you>!","priority":"5","until":"2031-05-06T07:08:10Z"}');
    expect(
      hub.deliveries.list().map(({ platform, template, headers, body }) => ({ platform, template, headers, body })),
    ).toEqual([
      {
        platform: "apple",
        template: "news",
        headers: { "apns-priority": "5", "apns-expiration": "1935817690", "apns-push-type": "alert" },
        body: '{"aps":{"alert":"#7: Hello Worl"},"lang":"en"}',
      },
      {
        platform: "windows",
        template: "toast",
        headers: { "x-wns-type": "wns/toast" },
        body: '<toast><visual><binding template="ToastText01"><text id="1">Hello World &amp; &lt;you&gt;!</text></binding></visual></toast>',
      },
    ]);
  });

  it("fills in a property with any name, and nothing that an object inherits", async () => {
    const started = startTestHub();
    const body = '{"a":"$(__proto__)","b":"$(constructor)","c":"$(toString)"}';
    await started.install("phone", { templates: { t: { body } } });
    await started.send("template", '{"__proto__":"own"}');
    expect(started.hub.deliveries.list().map((delivery) => delivery.body)).toEqual(['{"a":"own","b":"","c":""}']);
  });

  it("can target a template by its name", async () => {
    const { hub, install, send } = startTestHub();
    const templates = { a: { body: '{"aps":{"alert":"$(m)"}}' }, b: { body: '{"aps":{"badge":"#(n)"}}' } };
    await install("phone", { templates });
    await send("template", '{"m":"x","n":"3"}', { "ServiceBusNotification-Tags": "b" });
    expect(hub.deliveries.list().map(({ template, body }) => [template, body])).toEqual([["b", '{"aps":{"badge":3}}']]);
  });

  it("without a format header is a template send", async () => {
    const { hub, call, install } = startTestHub();
    await install("phone", { templates: { t: { body: '{"aps":{"alert":"$(m)"}}' } } });
    const reply = await call("POST", "/demo/Messages?api-version=2016-07", { headers: json, body: '{"m":"x"}' });
    expect(reply.status).toBe(201);
    expect(hub.deliveries.list().map(({ body }) => body)).toEqual(['{"aps":{"alert":"x"}}']);
  });

  it.each([
    ["POST /messages", "/demo/messages/?api-version=2020-06", {}, BODY],
    ["an empty header", "/demo/messages/?api-version=2020-06", { "ServiceBusNotification-Format": " " }, BODY],
    ["a direct send", "/demo/messages/?api-version=2020-06&direct", {}, '{"message":{"data":{"a":"b"}}}'],
    ["a test send", "/demo/messages/?api-version=2020-06&test", {}, "<toast/>"],
    [
      "a scheduled send",
      "/demo/schedulednotifications/?api-version=2020-06",
      { "ServiceBusNotification-ScheduleTime": "2031-05-06T08:08:09" },
      BODY,
    ],
  ])("of a platform's payload without a format header names the header: %s", async (_title, path, headers, body) => {
    const reply = await startTestHub().call("POST", path, { headers: { ...json, ...headers }, body });
    expect(reply.status).toBe(400);
    expect(detailOf(reply.body)).toMatch(
      /^The ServiceBusNotification-Format header is missing, so this is a template send\. For the payload of a platform, send the header, such as "apple"\. The (?:property '\w+'|payload) /,
    );
  });

  it.each([
    ["ServiceBusNotification-Apns-Expiry", "05/06/2031 07:08:10"],
    ["ServiceBusNotification-ApnsExpiry", "2031-05-06T09:08:10+02:00"],
    ["ServiceBusNotification-ApnsExpiry", "2031-05-06T07:08:10"],
  ])("passes the legacy expiry %s: %s on as apns-expiration", async (name, value) => {
    const { hub, install, send } = startTestHub();
    await install("phone");
    await send("apple", BODY, { [name]: value });
    expect(hub.deliveries.list()[0]?.headers).toEqual({ "apns-expiration": "1935817690", "apns-push-type": "alert" });
  });

  it.each([
    ['{"aps":{"content-available":1}}', "background"],
    ['{"aps":{"content-available":1,"alert":"x"}}', "alert"],
    ['{"aps":{"badge":1}}', "alert"],
  ])("infers the push type of %s as %s", async (body, type) => {
    const { hub, install, send } = startTestHub();
    await install("phone");
    await send("apple", body);
    expect(hub.deliveries.list()[0]?.headers).toEqual({ "apns-push-type": type });
  });

  it("accepts the MPNS tile target in both spellings and forwards every X- header", async () => {
    const { hub, install, send } = startTestHub();
    await install("lumia", { platform: "mpns", pushChannel: "https://mpns.example/1" });
    const tile =
      '<wp:Notification xmlns:wp="WPNotification"><wp:Tile><wp:Count>1</wp:Count></wp:Tile></wp:Notification>';
    for (const target of ["tile", "token"]) {
      await send("windowsphone", tile, { "X-WindowsPhone-Target": target, "X-NotificationClass": "1" });
    }
    expect(hub.deliveries.list().map(({ headers }) => headers)).toEqual([
      { "x-notificationclass": "1", "x-windowsphone-target": "tile" },
      { "x-notificationclass": "1", "x-windowsphone-target": "token" },
    ]);
  });
});

describe("a test send", () => {
  const test = async (hub: ReturnType<typeof startTestHub>, tags?: string, body = BODY) =>
    hub.call("POST", "/demo/messages/?api-version=2020-06&test", {
      headers: {
        ...json,
        "ServiceBusNotification-Format": "apple",
        ...(tags === undefined ? {} : { "ServiceBusNotification-Tags": tags }),
      },
      body,
    });

  it("returns the outcome of each device", async () => {
    const started = startTestHub();
    await started.install("phone", { tags: ["a"] });
    const reply = await test(started, "a");
    const registrationId = started.hub.deliveries.list()[0]?.registrationId;
    expect(reply.status).toBe(201);
    expect(reply.headers.get("content-type")).toBe("application/xml; charset=utf-8");
    expect(reply.body).toBe(
      '<NotificationOutcome xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">' +
        "<Success>1</Success><Failure>0</Failure><Results><RegistrationResult><ApplicationPlatform>apple</ApplicationPlatform>" +
        `<PnsHandle>AA11BB22</PnsHandle><RegistrationId>${registrationId}</RegistrationId><Outcome>${SUCCESS}</Outcome>` +
        "</RegistrationResult></Results></NotificationOutcome>",
    );
  });

  it.each([
    ["without aps", '{"alert":"x"}'],
    ["that shows nothing", '{"aps":{"alert":""}}'],
    ["with a number for an alert", '{"aps":{"alert":7}}'],
  ])("fails for a payload %s, which the real platform would refuse or never show", async (_what, body) => {
    const started = startTestHub();
    await started.install("phone", { tags: ["a"] });
    const reply = await test(started, "a", body);
    expect(reply.body).toContain("<Success>0</Success><Failure>1</Failure>");
    expect(reply.body).toContain("<Outcome>The Notification payload is invalid</Outcome>");
  });

  it("says in the log of requests why it and an ordinary send differ", async () => {
    const started = startTestHub();
    await started.install("phone", { templates: { hello: { body: '{"aps":{"alert":"$(text)"}}' } } });
    const properties = (values: object) => started.send("template", JSON.stringify(values));
    await properties({ text: "Hello" });
    await properties({ other: "x" });
    expect(started.hub.deliveries.list().map(({ outcome }) => outcome)).toEqual(["Success", "Success"]);
    const [, whole, empty] = started.hub.requests.list().map(({ notes }) => notes);
    expect(whole).toEqual([]);
    expect(empty).toEqual([
      expect.stringMatching(
        /^A push platform would refuse this payload: apple: .+\. A test send reports that, and any other send counts it as Success\.$/,
      ),
    ]);
  });

  it("that matches nothing has nil results", async () => {
    const reply = await test(startTestHub(), "nobody");
    expect(reply.status).toBe(201);
    expect(reply.body).toContain('<Success>0</Success><Failure>0</Failure><Results i:nil="true" />');
  });

  it("reaches at most ten devices, chosen by the random option", async () => {
    const started = startTestHub({ random: seededRandom() });
    for (let index = 0; index < 25; index++) await started.install(`d${index}`, { pushChannel: `AA${index + 10}` });
    await test(started);
    const chosen = started.hub.deliveries.list().map(({ installationId }) => installationId);
    expect(chosen).toHaveLength(10);
    expect(new Set(chosen).size).toBe(10);
    expect(chosen).not.toEqual(Array.from({ length: 10 }, (_, index) => `d${index}`));
  });

  it("is throttled when testSendsPerMinute says so", async () => {
    const started = startTestHub({ testSendsPerMinute: 2 });
    expect((await test(started)).status).toBe(201);
    expect((await test(started)).status).toBe(201);
    const third = await test(started);
    expect([third.status, third.headers.get("retry-after")]).toEqual([429, "60"]);
    started.hub.clock.advance(60);
    expect((await test(started)).status).toBe(201);
  });
});

describe("a direct send", () => {
  it("reaches a handle that nobody registered", async () => {
    const { hub, call } = startTestHub();
    const reply = await call("POST", "/demo/messages/?direct&api-version=2015-04", {
      headers: { ...json, "ServiceBusNotification-Format": "fcmv1", "ServiceBusNotification-DeviceHandle": "token-1" },
      body: '{"message":{"data":{"k":"v"}}}',
    });
    expect(reply.status).toBe(201);
    expect(reply.headers.get("location")).toMatch(/\/demo\/messages\/NH-[^?]+\?api-version=2015-04$/);
    expect(hub.deliveries.list()).toMatchObject([
      {
        platform: "fcmv1",
        handle: "token-1",
        registrationId: null,
        installationId: null,
        tags: [],
        template: null,
        headers: {},
      },
    ]);
  });

  it("to a browser requires its keys", async () => {
    const { hub, call } = startTestHub();
    const headers = {
      ...json,
      "ServiceBusNotification-Format": "browser",
      "ServiceBusNotification-DeviceHandle": "https://push.example/1",
    };
    const without = await call("POST", "/demo/messages/?api-version=2020-06&direct=true", { headers, body: "{}" });
    expect([without.status, detailOf(without.body)]).toEqual([
      400,
      "The P256DH header is required for a direct send to a browser.",
    ]);
    const withKeys = await call("POST", "/demo/messages/?api-version=2020-06&direct=true", {
      headers: { ...headers, P256DH: "B", Auth: "k" },
      body: "{}",
    });
    expect(withKeys.status).toBe(201);
    expect(hub.deliveries.list().map(({ handle }) => handle)).toEqual(["https://push.example/1"]);
  });

  it.each([
    ["apple", "", "The ServiceBusNotification-DeviceHandle header is required for a direct send."],
    [
      "template",
      "x",
      "A direct send requires the format of a platform in the ServiceBusNotification-Format header, not template.",
    ],
  ])("as %s to the handle %j is refused", async (format, handle, detail) => {
    const { call } = startTestHub();
    const reply = await call("POST", "/demo/messages/?api-version=2020-06&direct", {
      headers: { ...json, "ServiceBusNotification-Format": format, "ServiceBusNotification-DeviceHandle": handle },
      body: "{}",
    });
    expect([reply.status, detailOf(reply.body)]).toEqual([400, detail]);
  });
});

describe("a batch send", () => {
  const batch = (notification: string, devices: string) =>
    `--b\r\nContent-type: application/json\r\nContent-Disposition: inline; name=notification\r\n\r\n${notification}\r\n` +
    `--b\r\nContent-type: application/json\r\nContent-Disposition: inline; name=devices\r\n\r\n${devices}\r\n--b--`;
  const post = (started: ReturnType<typeof startTestHub>, body: string) =>
    started.call("POST", "/demo/messages/$batch?api-version=2020-06&direct=true", {
      headers: { "content-type": 'multipart/mixed; boundary = "b"', "ServiceBusNotification-Format": "apple" },
      body,
    });

  it("pushes to each handle and names the id in the path without $batch", async () => {
    const started = startTestHub();
    const reply = await post(started, batch(BODY, '["AA","BB"]'));
    expect(reply.status).toBe(201);
    expect(reply.headers.get("location")).toMatch(
      /^https:\/\/contoso\.servicebus\.windows\.net\/demo\/messages\/NH-[^/?]+\?api-version=2020-06$/,
    );
    expect(started.hub.deliveries.list().map(({ handle, body }) => [handle, body])).toEqual([
      ["AA", BODY],
      ["BB", BODY],
    ]);
  });

  it("accepts at most 1,000 handles", async () => {
    const started = startTestHub();
    const handles = Array.from({ length: 1001 }, (_, index) => `${index}`.padStart(163, "A"));
    expect((await post(started, batch(BODY, JSON.stringify(handles.slice(1))))).status).toBe(201);
    expect(started.hub.deliveries.list({ limit: 2000 })).toHaveLength(1000);
    const tooMany = await post(started, batch(BODY, JSON.stringify(handles)));
    expect([tooMany.status, detailOf(tooMany.body)]).toEqual([
      400,
      "A batch can have at most 1000 devices. This one has 1001.",
    ]);
  });

  it("accepts a notification of at most 64 KB", async () => {
    const started = startTestHub({ strict: false });
    const body = (size: number) => batch(`{"a":"${"x".repeat(size - 8)}"}`, '["AA"]');
    expect((await post(started, body(65_536))).status).toBe(201);
    expect((await post(started, body(65_537))).status).toBe(413);
  });

  it.each([
    ["no multipart", "{}"],
    ["a missing part", "--b\r\nContent-Disposition: inline; name=notification\r\n\r\n{}\r\n--b--"],
  ])("with %s is refused in the service's words", async (_title, body) => {
    const reply = await post(startTestHub(), body);
    expect([reply.status, detailOf(reply.body)]).toEqual([
      400,
      "Could not find a part of the multipart content supplied.",
    ]);
  });

  it("without a device is refused", async () => {
    const reply = await post(startTestHub(), batch(BODY, "[]"));
    expect([reply.status, detailOf(reply.body)]).toEqual([400, "A batch requires at least one device."]);
  });
});

describe("a push to Windows without X-WNS-Type", () => {
  const toast =
    '<toast launch="x"><visual><binding template="ToastText01"><text id="1">a</text></binding></visual></toast>';
  const part = (type: string, name: string, text: string) =>
    `--b\r\nContent-type: ${type}\r\nContent-Disposition: inline; name=${name}\r\n\r\n${text}\r\n`;
  const sends: [string, string, Record<string, string>, string][] = [
    ["a send", "messages/?api-version=2020-06", {}, toast],
    ["a badge", "messages/?api-version=2020-06", {}, '<badge value="1"/>'],
    ["a test send", "messages/?api-version=2020-06&test", {}, toast],
    [
      "a direct send",
      "messages/?api-version=2020-06&direct",
      { "ServiceBusNotification-DeviceHandle": "https://db5.notify.windows.com/?token=a" },
      toast,
    ],
    [
      "a batch",
      "messages/$batch?api-version=2020-06&direct",
      { "content-type": "multipart/mixed; boundary=b" },
      `${part("application/xml", "notification", toast)}${part("application/json", "devices", '["https://w/1"]')}--b--`,
    ],
    [
      "a scheduled send",
      "schedulednotifications/?api-version=2020-06",
      { "ServiceBusNotification-ScheduleTime": "2031-05-06T08:08:09" },
      toast,
    ],
  ];
  const common = { "content-type": "application/xml", "ServiceBusNotification-Format": "windows" };

  it.each(sends)("is refused: %s", async (_title, path, headers, body) => {
    const reply = await startTestHub().call("POST", `/demo/${path}`, { headers: { ...common, ...headers }, body });
    expect([reply.status, detailOf(reply.body)]).toEqual([400, "The mandatory HTTP header 'X-WNS-Type' is missing"]);
  });

  it.each(sends)("is accepted with the header: %s", async (_title, path, headers, body) => {
    const type = body.startsWith("<badge") ? "wns/badge" : "wns/toast";
    const reply = await startTestHub().call("POST", `/demo/${path}`, {
      headers: { ...common, ...headers, "x-wns-type": type },
      body,
    });
    expect(reply.status).toBe(201);
  });

  it("is accepted by a hub that is not strict", async () => {
    const { send } = startTestHub({ strict: false });
    await send("windows", toast, { "content-type": "application/xml" });
  });
});

describe("a bad send", () => {
  const windows = { "content-type": "application/xml", "X-WNS-Type": "wns/toast" };
  it.each<[string, Record<string, string>, string, string]>([
    [
      "an unknown format",
      { ...json, "ServiceBusNotification-Format": "pigeon" },
      "{}",
      "The value of the ServiceBusNotification-Format header is not a known format.",
    ],
    ["an empty payload", { ...json, "ServiceBusNotification-Format": "apple" }, "", "The payload must not be empty."],
    [
      "malformed JSON",
      { ...json, "ServiceBusNotification-Format": "apple" },
      "{",
      "The payload is not in accepted JSON format.",
    ],
    [
      "JSON that is not an object",
      { ...json, "ServiceBusNotification-Format": "gcm" },
      "[]",
      "The payload must be a JSON object.",
    ],
    [
      "FCM without message",
      { ...json, "ServiceBusNotification-Format": "fcmv1" },
      '{"data":{}}',
      'The root of an FcmV1 payload must be "message".',
    ],
    [
      "malformed XML",
      { ...windows, "ServiceBusNotification-Format": "windows" },
      "<toast>",
      "The payload is not in accepted XML format.",
    ],
    [
      "another root element",
      { ...windows, "ServiceBusNotification-Format": "windows" },
      "<bread/>",
      "The payload is not in accepted XML format: the root element must be toast, tile or badge.",
    ],
    [
      "no tile and no toast",
      { ...windows, "ServiceBusNotification-Format": "windowsphone" },
      "<Notification/>",
      "The payload is not in accepted XML format: a Notification with a Tile or a Toast is expected.",
    ],
    [
      "a property that is not a string",
      { ...json, "ServiceBusNotification-Format": "template" },
      '{"n":1}',
      "The property 'n' of a template notification must be a string.",
    ],
    [
      "more than APNs accepts",
      { ...json, "ServiceBusNotification-Format": "apple" },
      `{"a":"${"x".repeat(4089)}"}`,
      "The payload has 4097 bytes. APNs accepts at most 4096.",
    ],
    [
      "more than WNS accepts",
      {
        "content-type": "application/octet-stream",
        "ServiceBusNotification-Format": "windows",
        "X-WNS-Type": "wns/raw",
      },
      "x".repeat(5001),
      "The payload has 5001 bytes. WNS accepts at most 5000.",
    ],
    [
      "more than MPNS accepts",
      { "content-type": "text/plain", "ServiceBusNotification-Format": "windowsphone", "X-NotificationClass": "3" },
      "x".repeat(1025),
      "The payload has 1025 bytes. MPNS accepts at most 1024.",
    ],
  ])("with %s is refused", async (_title, headers, body, detail) => {
    const reply = await startTestHub().call("POST", "/demo/messages/?api-version=2020-06", { headers, body });
    expect([reply.status, detailOf(reply.body)]).toEqual([400, detail.replaceAll("&", "&amp;")]);
  });

  it("with a bad tag expression is refused, and the response says where", async () => {
    const reply = await startTestHub().call("POST", "/demo/messages/?api-version=2020-06", {
      headers: { ...json, "ServiceBusNotification-Format": "apple", "ServiceBusNotification-Tags": "a &&" },
      body: BODY,
    });
    expect(reply.status).toBe(400);
    expect(detailOf(reply.body)).toMatch(/^The tag expression is invalid\. .*column 5/);
  });

  it.each([
    [`${"a || ".repeat(20)}a`, 400, 201],
    ["a && b && c && d && e && f && g", 400, 201],
  ])(
    "with more tags than the service takes is refused by a strict hub only: %s",
    async (expression, strict, lenient) => {
      const headers = { ...json, "ServiceBusNotification-Format": "apple", "ServiceBusNotification-Tags": expression };
      const post = (started: ReturnType<typeof startTestHub>) =>
        started.call("POST", "/demo/messages/?api-version=2020-06", { headers, body: BODY });
      expect((await post(startTestHub())).status).toBe(strict);
      expect((await post(startTestHub({ strict: false }))).status).toBe(lenient);
    },
  );

  it.each(["declared", "streamed"])("of more than 64 KB is refused with 413 when its length is %s", async (how) => {
    const text = "x".repeat(65_537);
    const stream = () => new Blob([text]).stream() as ReadableStream<Uint8Array>;
    const reply = await startTestHub().call("POST", "/demo/messages/?api-version=2020-06", {
      headers: {
        "ServiceBusNotification-Format": "apple",
        ...(how === "declared" ? { "content-length": "65537" } : {}),
      },
      body: how === "declared" ? text : stream(),
    });
    expect([reply.status, detailOf(reply.body)]).toEqual([413, "The request exceeds the limit of 65536 bytes."]);
  });

  it("is accepted unchecked by a hub that is not strict", async () => {
    const { hub, install, send } = startTestHub({ strict: false });
    await install("phone");
    await send("apple", "no JSON at all");
    expect(hub.deliveries.list().map(({ body }) => body)).toEqual(["no JSON at all"]);
  });
});

describe("tiers", () => {
  it("below Standard return no Location for a send", async () => {
    const { hub, call, install } = startTestHub({ tier: "basic" });
    await install("phone");
    const reply = await call("POST", "/demo/messages/?api-version=2020-06", {
      headers: { ...json, "ServiceBusNotification-Format": "apple" },
      body: BODY,
    });
    expect([reply.status, reply.headers.get("location")]).toEqual([201, null]);
    expect(hub.deliveries.list()).toHaveLength(1);
  });

  it.each([
    ["free", "POST", "/demo/messages/$batch?api-version=2020-06&direct"],
    ["basic", "POST", "/demo/schedulednotifications/?api-version=2020-06"],
    ["basic", "GET", "/demo/messages/x?api-version=2020-06"],
    ["basic", "GET", "/demo/feedbackcontainer?api-version=2020-06"],
    ["basic", "POST", "/demo/jobs?api-version=2020-06"],
    ["free", "GET", "/demo/jobs?api-version=2020-06"],
  ] as const)("%s refuses %s %s", async (tier, method, path) => {
    const reply = await startTestHub({ tier }).call(method, path, method === "POST" ? { body: "x" } : {});
    expect([reply.status, detailOf(reply.body)]).toEqual([403, "This operation is not available for your tier"]);
  });

  it("limit the number of devices", async () => {
    const { call, install } = startTestHub({ tier: "free" });
    for (let index = 0; index < 500; index++) await install(`d${index}`);
    const reply = await call("PUT", "/demo/installations/d500?api-version=2020-06", {
      body: '{"installationId":"d500","platform":"apns","pushChannel":"AA"}',
    });
    expect([reply.status, detailOf(reply.body)]).toEqual([
      403,
      "The quota of 500 active devices of the free tier is exceeded",
    ]);
    await install("d0", { tags: ["changed"] });
  });
});
