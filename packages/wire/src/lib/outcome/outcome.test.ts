import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWireFormatError, type NotificationDetails } from "../../index.js";
import { encodeNotificationDetails, encodeNotificationOutcome, encodePnsFeedback } from "../../server.js";
import { decodeNotificationDetails, decodeNotificationOutcome, decodePnsFeedback } from "../xml-codecs.js";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), "utf8");
const service = 'xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"';
const unexpected = (document: string) => expect.objectContaining({ code: "NH_WIRE_UNEXPECTED", document });

describe("a notification outcome", () => {
  const outcome = {
    success: 1,
    failure: 1,
    results: [
      {
        platform: "apple",
        handle: "0123ABCD",
        registrationId: "123-456-1",
        outcome: "The Notification was successfully sent to the Push Notification System",
      },
      {
        platform: "windows",
        handle: "https://db3.notify.windows.com/?token=a&b",
        registrationId: "123-457-1",
        outcome: "The Notification payload is invalid",
      },
    ],
  };

  it("has the exact bytes of its fixture in both directions", () => {
    expect(encodeNotificationOutcome(outcome)).toBe(fixture("outcome"));
    expect(decodeNotificationOutcome(fixture("outcome"))).toEqual(outcome);
  });

  it("has platforms in any case", () => {
    const xml = fixture("outcome").replaceAll(
      /<ApplicationPlatform>([^<]+)</g,
      (_all, word: string) => `<ApplicationPlatform>${word.toUpperCase()}<`,
    );
    expect(decodeNotificationOutcome(xml)).toEqual(outcome);
  });

  it("without results is nil in both directions", () => {
    const empty = { success: 0, failure: 0, results: [] };
    expect(encodeNotificationOutcome(empty)).toBe(fixture("outcome-empty"));
    expect(decodeNotificationOutcome(fixture("outcome-empty"))).toEqual(empty);
  });

  it.each(["", "<Results/>", '<Results i:nil="1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>'])(
    "with the results %j has none",
    (results) => {
      const xml = `<NotificationOutcome ${service}>${results}<Failure> 0 </Failure><Success>0</Success></NotificationOutcome>`;
      expect(decodeNotificationOutcome(xml)).toEqual({ success: 0, failure: 0, results: [] });
    },
  );

  it.each([
    ["", "empty"],
    ["<html></html>", "another document"],
    ["<NotificationOutcome><Success>1</Success><Failure>0</Failure></NotificationOutcome>", "no namespace"],
    [`<NotificationOutcome ${service}><Success>1</Success></NotificationOutcome>`, "no failures"],
    [`<NotificationOutcome ${service}><Success>many</Success><Failure>0</Failure></NotificationOutcome>`, "no number"],
  ])("is refused when it is %j (%s)", (xml) => {
    expect(() => decodeNotificationOutcome(xml)).toThrow(unexpected("notification outcome"));
  });
});

describe("notification details", () => {
  const counts = (first: number) => ({ Success: first, WrongToken: first + 1 });
  const details: NotificationDetails = {
    notificationId: "NH-20310506070809123-00aa11bb22cc33dd44ee55ff66778899-07",
    location: "sb://contoso.servicebus.windows.net/demo/messages/NH-1?api-version=2020-06",
    state: "Completed",
    enqueueTime: new Date("2031-05-06T07:08:09.123Z"),
    startTime: new Date("2031-05-06T07:08:09.400Z"),
    endTime: new Date("2031-05-06T07:08:10Z"),
    notificationBody: '{"aps":{"alert":"Door <opened>"}}',
    tags: "team_red && !muted",
    targetPlatforms: ["apple", "appletemplate"],
    pnsErrorDetailsUri: "https://account.blob.core.windows.net/c/b?sv=1&sig=x",
    outcomeCounts: {
      apple: counts(1),
      windowsphone: counts(2),
      windows: counts(3),
      gcm: counts(4),
      adm: counts(5),
      fcmv1: counts(11),
      baidu: counts(12),
      browser: counts(13),
      xiaomi: counts(14),
    },
  };

  it("have the exact bytes of their fixture in both directions", () => {
    expect(encodeNotificationDetails(details)).toBe(fixture("details"));
    expect(decodeNotificationDetails(fixture("details"))).toStrictEqual(details);
  });

  it("may consist of a state only", () => {
    const xml = encodeNotificationDetails({ state: "Enqueued", outcomeCounts: { apple: {} } });
    expect(xml).toBe(
      `<NotificationDetails xmlns:i="http://www.w3.org/2001/XMLSchema-instance" ${service}><State>Enqueued</State></NotificationDetails>`,
    );
    expect(decodeNotificationDetails(xml)).toStrictEqual({ state: "Enqueued", outcomeCounts: {} });
  });

  it.each([
    ["Canceled", "Cancelled"],
    ["Cancelled", "Cancelled"],
    ["scheduled", "Scheduled"],
    ["DetailedStateAvailable", "DetailedStateAvailable"],
    ["Abandoned", "Abandoned"],
    ["NoTargetFound", "NoTargetFound"],
    ["Processing", "Processing"],
    ["Resting", "Unknown"],
    ["", "Unknown"],
  ])("with the state %j are %s", (word, state) => {
    const xml = `<NotificationDetails ${service}><State>${word}</State></NotificationDetails>`;
    expect(decodeNotificationDetails(xml).state).toBe(state);
  });

  it("add legacy FCM counts to those of GCM, and ignore empty, nil and unknown ones", () => {
    const outcome = (count: number) => `<Outcome><Name>Success</Name><Count>${count}</Count></Outcome>`;
    const xml = `<n:NotificationDetails xmlns:n="urn:none"/>`;
    expect(() => decodeNotificationDetails(xml)).toThrow(unexpected("notification details"));
    expect(
      decodeNotificationDetails(
        `<NotificationDetails ${service} xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><GcmOutcomeCounts>${outcome(1)}${outcome(4)}</GcmOutcomeCounts><FcmOutcomeCounts><Outcome><Name>WrongToken</Name><Count>2</Count></Outcome>${outcome(3)}</FcmOutcomeCounts><AdmOutcomeCounts/><WnsOutcomeCounts i:nil="true"/><PagerOutcomeCounts>${outcome(9)}</PagerOutcomeCounts></NotificationDetails>`,
      ).outcomeCounts,
    ).toEqual({ gcm: { Success: 8, WrongToken: 2 }, adm: {} });
  });

  it.each([
    `<NotificationDetails ${service}><EnqueueTime>soon</EnqueueTime></NotificationDetails>`,
    `<NotificationDetails ${service}><ApnsOutcomeCounts><Outcome><Name>a</Name></Outcome></ApnsOutcomeCounts></NotificationDetails>`,
    `<NotificationDetails ${service}><ApnsOutcomeCounts><Outcome><Name>a</Name><Count>-1</Count></Outcome></ApnsOutcomeCounts></NotificationDetails>`,
  ])("are refused when they are %s", (xml) => {
    expect(() => decodeNotificationDetails(xml)).toThrow(unexpected("notification details"));
  });
});

describe("PNS feedback", () => {
  const feedback = {
    feedbackTime: new Date("2031-05-06T07:08:10Z"),
    notificationSystemError: "ExpiredChannel",
    platform: "apple",
    handle: "0123ABCD",
    registrationId: "1-2-3",
    installationId: "dev-17",
    notificationId: "NH-1",
    newHandle: "0123ABCE",
  };

  it("has the exact bytes of its fixture in both directions", () => {
    expect(encodePnsFeedback(feedback)).toBe(fixture("feedback"));
    expect(decodePnsFeedback(fixture("feedback"))).toStrictEqual(feedback);
  });

  it("has its platform in any case, and keeps a word that is not a platform", () => {
    const withPlatform = (word: string) =>
      decodePnsFeedback(fixture("feedback").replace(/<Platform>[^<]*</, `<Platform>${word}<`)).platform;
    expect([withPlatform("Apple"), withPlatform("FcmV1"), withPlatform("Pager")]).toEqual(["apple", "fcmv1", "Pager"]);
  });

  it("keeps to one line, and may lack what is optional", () => {
    const { feedbackTime, notificationSystemError, platform } = feedback;
    const short = { feedbackTime, notificationSystemError, platform, handle: "a\nb" };
    expect(encodePnsFeedback(short)).not.toContain("\n");
    expect(decodePnsFeedback(encodePnsFeedback(short))).toStrictEqual(short);
  });

  it.each(["FeedbackTime", "NotificationSystemError", "Platform", "PnsHandle"])("is refused without %s", (name) => {
    const xml = fixture("feedback").replace(new RegExp(`<${name}>[^<]*</${name}>`), "");
    expect(() => decodePnsFeedback(xml)).toThrow(
      expect.objectContaining({ document: "PNS feedback", path: `PnsFeedback/${name}` }),
    );
  });
});

describe("properties", () => {
  it("any string is accepted or refused with a WireFormatError", () => {
    const damaged = fc
      .tuple(fc.constantFrom("outcome", "details", "feedback"), fc.nat(1500), fc.nat(40), fc.string())
      .map(([name, at, length, text]) => fixture(name).slice(0, at) + text + fixture(name).slice(at + length));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (xml) => {
        for (const decode of [decodeNotificationOutcome, decodeNotificationDetails, decodePnsFeedback]) {
          try {
            decode(xml);
          } catch (error) {
            expect(isWireFormatError(error)).toBe(true);
          }
        }
      }),
    );
  });
});
