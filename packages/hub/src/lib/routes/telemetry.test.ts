import { describe, expect, it } from "vitest";
import { NOW, startTestHub } from "../fixtures/call-hub.js";

const NS =
  'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"';
const details = async (started: ReturnType<typeof startTestHub>, id: string) =>
  started.call("GET", `/demo/messages/${id}?api-version=2020-06`);

describe("telemetry", () => {
  it("reports the outcome of a send, in the order of the contract", async () => {
    const started = startTestHub();
    await started.install("phone", { tags: ["team_red"] });
    const id = await started.send("apple", '{"aps":{"alert":"<Door> opened"}}', {
      "ServiceBusNotification-Tags": "team_red",
    });
    const reply = await details(started, id);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/xml; charset=utf-8"]);
    expect(reply.body).toBe(
      `<NotificationDetails ${NS}><NotificationId>${id}</NotificationId>` +
        `<Location>sb://contoso.servicebus.windows.net/demo/messages/${id}?api-version=2020-06</Location><State>Completed</State>` +
        "<EnqueueTime>2031-05-06T07:08:09Z</EnqueueTime><StartTime>2031-05-06T07:08:09Z</StartTime><EndTime>2031-05-06T07:08:09Z</EndTime>" +
        '<NotificationBody>{"aps":{"alert":"&lt;Door&gt; opened"}}</NotificationBody><Tags>team_red</Tags><TargetPlatforms>apple</TargetPlatforms>' +
        "<ApnsOutcomeCounts><Outcome><Name>Success</Name><Count>1</Count></Outcome></ApnsOutcomeCounts></NotificationDetails>",
    );
  });

  it("has no outcome element when no device was reached", async () => {
    const started = startTestHub();
    const reply = await details(started, await started.send("apple", "{}"));
    expect(reply.body).toContain("<State>NoTargetFound</State>");
    expect(reply.body).toContain("<TargetPlatforms>apple</TargetPlatforms></NotificationDetails>");
  });

  it("counts each platform of a template send", async () => {
    const started = startTestHub();
    const templates = { t: { body: '{"aps":{"alert":"$(m)"}}' } };
    await started.install("phone", { templates });
    await started.install("android", { platform: "gcm", pushChannel: "g", templates });
    const reply = await details(started, await started.send("template", '{"m":"x"}'));
    expect(reply.body).toContain("<TargetPlatforms>appletemplate,gcmtemplate</TargetPlatforms>");
    expect(reply.body).toContain(
      "<GcmOutcomeCounts><Outcome><Name>Success</Name><Count>1</Count></Outcome></GcmOutcomeCounts>",
    );
  });

  it("counts a template that cannot be filled in as an invalid payload", async () => {
    const started = startTestHub({ strict: false });
    await started.install("phone", { templates: { t: { body: '{"a":"$(x"}' } } });
    const reply = await details(started, await started.send("template", '{"x":"1"}'));
    expect(reply.body).toContain("<Outcome><Name>InvalidNotificationFormat</Name><Count>1</Count></Outcome>");
  });

  it("links the blob with the handles that a platform rejected", async () => {
    const started = startTestHub();
    await started.install("phone");
    started.hub.faults.add({ answer: { reason: "BadDeviceToken" } });
    const id = await started.send("apple", "{}");
    const { body } = await details(started, id);
    const address = /<PnsErrorDetailsUri>([^<]+)</.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(address).toMatch(
      /^https:\/\/contoso\.servicebus\.windows\.net\/_nh\/blobs\/errors\/\d{20}\/NH-[^/]+\.txt\?sv=2019-02-02&sr=b&sig=local&se=[^&]+&sp=r$/,
    );
    const blob = await started.hub.fetch(new Request(address));
    expect(await blob.text()).toMatch(
      new RegExp(
        `^<PnsFeedback [^>]*><FeedbackTime>2031-05-06T07:08:09Z</FeedbackTime><NotificationSystemError>BadChannel</NotificationSystemError><Platform>apple</Platform><PnsHandle>AA11BB22</PnsHandle><RegistrationId>[0-9-]+</RegistrationId><InstallationId>phone</InstallationId><NotificationId>${id}</NotificationId></PnsFeedback>\r\n$`,
      ),
    );
  });

  it("shows a payload that XML cannot hold with replacement characters", async () => {
    const started = startTestHub();
    await started.install("win", { platform: "wns", pushChannel: "https://w/1" });
    const id = await started.send("windows", "a\u0001b", {
      "content-type": "application/octet-stream",
      "X-WNS-Type": "wns/raw",
    });
    expect((await details(started, id)).body).toContain("<NotificationBody>a\ufffdb</NotificationBody>");
    expect(started.hub.deliveries.list()[0]?.body).toBe("a\u0001b");
  });

  it("is 404 for an unknown id and after a month", async () => {
    const started = startTestHub();
    const id = await started.send("apple", "{}");
    expect((await details(started, "unknown")).status).toBe(404);
    started.hub.clock.advance(30 * 24 * 3600);
    expect((await details(started, id)).status).toBe(404);
  });

  it("of a delayed push is Processing until the push has arrived", async () => {
    const started = startTestHub();
    await started.install("phone");
    started.hub.faults.add({ match: { handle: "AA11BB22" }, answer: { delayMs: 20 } });
    const id = await started.send("apple", "{}");
    expect((await details(started, id)).body).toContain("<State>Processing</State>");
    expect(started.hub.deliveries.list()).toEqual([]);
    await started.hub.deliveries.waitFor({ notificationId: id });
    const { body } = await details(started, id);
    expect(body).toContain("<State>Completed</State>");
    expect(body).toContain(`<EndTime>${new Date(NOW).toISOString().slice(0, 19)}Z</EndTime>`);
  });

  it("is Processing until the last of several delayed pushes has arrived", async () => {
    const started = startTestHub();
    await started.install("phone");
    await started.install("tablet", { pushChannel: "BB22" });
    started.hub.faults.add({ match: { handle: "AA11BB22" }, answer: { delayMs: 5 } });
    started.hub.faults.add({ match: { handle: "BB22" }, answer: { delayMs: 40, reason: "503" } });
    const id = await started.send("apple", "{}");
    await started.hub.deliveries.waitFor({ handle: "AA11BB22" });
    expect((await details(started, id)).body).toContain("<State>Processing</State>");
    await started.hub.deliveries.waitFor({ handle: "BB22" });
    const { body } = await details(started, id);
    expect(body).toContain("<State>Completed</State>");
    expect(body).toContain(
      "<Outcome><Name>Success</Name><Count>1</Count></Outcome><Outcome><Name>PnsUnavailable</Name><Count>1</Count></Outcome>",
    );
  });
});
