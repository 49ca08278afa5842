import { describe, expect, it } from "vitest";
import { delivery, explained, explanation, facts, request } from "../fixtures/samples.js";
import type { HubRequest } from "../hub/types.js";
import { foldCalls } from "./call.js";
import { judge } from "./judge.js";
import { rowFacts } from "./row-facts.js";
import type { Evidence } from "./verdict.js";

const verdict = (requests: Partial<HubRequest> | Partial<HubRequest>[], evidence?: Evidence) => {
  const [call] = foldCalls([requests].flat().map((more, index) => request({ id: String(index + 1), ...more })));
  if (call === undefined) throw new TypeError("There is no call.");
  return judge(call, evidence);
};
const tagged = (tags: string) => ({
  requestHeaders: { "servicebusnotification-format": "apple", "servicebusnotification-tags": tags },
});
const refusal = (detail: string) =>
  `<Error><Code>401</Code><Detail>${detail} TrackingId:1,TimeStamp:2</Detail></Error>`;

describe("a send that every push platform accepted", () => {
  it("is good", () => {
    expect(verdict({ send: facts({ Success: 3 }) })).toEqual({ tone: "good", sentence: "Reached 3 devices." });
    expect(verdict({ send: facts({ Success: 1, Skipped: 1 }) }).sentence).toBe("Reached 1 device.");
  });

  it("is not good when a device shows nothing, and names the property that was missing", () => {
    const evidence = {
      deliveries: [delivery({ template: "t" }), delivery({ id: "2", template: "t", body: '{"aps":{"alert":""}}' })],
      explanation: explanation({
        platform: "template",
        devices: [explained({ template: "t", missing: ["greeting_fr"] })],
      }),
    };
    expect(verdict({ send: facts({ Success: 2 }) }, evidence)).toEqual({
      tone: "warn",
      sentence: "Accepted, and 1 of 2 devices shows nothing.",
      detail: "greeting_fr is used by a template and was not sent.",
    });
  });

  it("is not good when the hub notes something against it", () => {
    const notes = ["A push platform would refuse this payload: aps is not an object.", "The tags header is empty."];
    const send = facts({ Success: 3 });
    const noted = notes.join(" ");
    expect(verdict({ send, notes })).toEqual({ tone: "warn", sentence: "Reached 3 devices.", detail: noted });
    const gap = { explanation: explanation({ devices: [explained({ missing: ["a"] })] }) };
    expect(verdict({ send, notes }, gap).detail).toBe(`a is used by a template and was not sent. ${noted}`);
    const empty = { deliveries: [delivery({ body: '{"aps":{"alert":""}}' })] };
    expect(verdict({ send, notes }, empty).detail).toBe(`The alert is empty, so iOS shows nothing. ${noted}`);
    expect(verdict({ send: facts({ Success: 1, ExpiredChannel: 1 }), notes })).toMatchObject({
      tone: "warn",
      detail: noted,
    });
  });

  it("is not good when the text has a gap", () => {
    const evidence = { explanation: explanation({ devices: [explained({ missing: ["a", "b"] })] }) };
    expect(verdict({ send: facts({ Success: 1 }) }, evidence)).toMatchObject({
      tone: "warn",
      sentence: "Reached 1 device, with gaps in the text.",
      detail: "a, b are used by a template and were not sent.",
    });
  });
});

describe("a send that push platforms refused", () => {
  it("is bad when all did: the hub's own 201 does not make it green", () => {
    expect(verdict({ send: facts({ PnsUnavailable: 2 }) })).toEqual({
      tone: "bad",
      sentence: "Accepted by the hub, refused by every push platform: the platform is unavailable.",
      detail: "2 pushes to apple came to nothing.",
    });
  });

  it("is a warning when some did, with the commonest reason", () => {
    expect(verdict({ send: facts({ Success: 2, ExpiredChannel: 3, Throttled: 1 }) })).toMatchObject({
      tone: "warn",
      sentence: "2 of 6 pushes arrived; 4 refused: the handle has expired.",
    });
  });

  it("says, too, that accepted ones show nothing", () => {
    const deliveries = [delivery({ body: '{"aps":{"alert":""}}' }), delivery({ id: "2", outcome: "ExpiredChannel" })];
    expect(verdict({ send: facts({ Success: 1, ExpiredChannel: 1 }) }, { deliveries }).detail).toBe(
      "1 of 1 device shows nothing. The alert is empty, so iOS shows nothing.",
    );
  });
});

describe("a send that reached nobody", () => {
  const nobody = facts({}, { candidates: 2 });
  it("names the tag that nobody has and the one that was meant, with the audience to use", () => {
    const evidence = {
      explanation: explanation({ tagCounts: { sprots: 0, "lang:en": 1 } }),
      knownTags: ["sports", "lang:en"],
    };
    expect(verdict({ ...tagged("sprots && lang:en"), send: nobody }, evidence)).toEqual({
      tone: "warn",
      sentence: "Accepted, and nobody got it: no device has the tag sprots. Did you mean sports?",
      detail: "The service responds 201 to it, so the program that sent it cannot know.",
      suggestion: { tag: "sports", audience: "sports && lang:en" },
    });
  });

  it("replaces whole tags only", () => {
    const evidence = { explanation: explanation({ tagCounts: { nwes: 0 } }), knownTags: ["news"] };
    const { suggestion } = verdict({ ...tagged("nwes || nwes:local || x.nwes"), send: nobody }, evidence);
    expect(suggestion?.audience).toBe("news || nwes:local || x.nwes");
  });

  it("says when no tag is like it, when each tag exists, and when there is no device of the kind", () => {
    const unknown = { explanation: explanation({ tagCounts: { zebra: 0 } }), knownTags: ["news"] };
    expect(verdict({ ...tagged("zebra"), send: nobody }, unknown).sentence).toBe(
      "Accepted, and nobody got it: no device has the tag zebra.",
    );
    const both = { explanation: explanation({ tagCounts: { a: 1, b: 1 } }) };
    expect(verdict({ ...tagged("a && b"), send: nobody }, both).sentence).toBe(
      "Accepted, and nobody got it: none of the 2 registrations it could reach matches a && b.",
    );
    expect(verdict({ send: facts({}, { candidates: 0 }) }).sentence).toBe(
      "Accepted, and nobody got it: no device has the platform apple.",
    );
  });
});

describe("a refused request", () => {
  it.each([
    ["ExpiredToken: The token is expired.", "The token has expired."],
    ["InvalidSignature: The token has an invalid signature.", "The token's signature does not match."],
    ["InvalidAudience: The token is not valid for this address.", "The token was signed for another address."],
    ["MissingToken: The token is missing.", "The token is missing."],
    ["MalformedToken: The token is malformed.", "The token is malformed."],
  ])("with %s says which part is wrong", (detail, sentence) => {
    const found = verdict({ status: 401, responseBody: refusal(detail) });
    expect([found.tone, found.sentence]).toEqual(["bad", `Refused with 401: ${sentence}`]);
    expect(found.detail).not.toBe("");
  });

  it("tells a wrong key name from a wrong key, as the hub notes it", () => {
    const responseBody = refusal("InvalidSignature: The token has an invalid signature.");
    const unknown = verdict({
      status: 401,
      responseBody,
      access: "unknown-key",
      notes: ["No policy has the key name (skn) of the token."],
    });
    expect(unknown.detail).toBe("No policy has the key name (skn) of the token.");
    const known = verdict({
      status: 401,
      responseBody,
      access: "signature",
      notes: ["The key name (skn) of the token is that of a policy."],
    });
    expect(known.detail).toBe(
      "The key is another one, or the signed address (sr) was encoded differently. The key name (skn) of the token is that of a policy.",
    );
  });

  it("says where the payload is wrong", () => {
    const responseBody = refusal("The payload is not in accepted JSON format.");
    const requestBody = '{\n  "aps": {\n    "alert": "x",\n  }\n}';
    const found = verdict({ status: 400, responseBody, requestBody });
    expect(found.sentence).toBe("Refused with 400: The payload is not in accepted JSON format");
    expect(found.detail).toMatch(/^Line 4: /);
    const tags = refusal("The tag expression is invalid.");
    expect(verdict({ status: 400, responseBody: tags, requestBody }).detail).toBe("");
  });

  it("names the right that a policy lacks", () => {
    expect(verdict({ status: 403 })).toEqual({
      tone: "bad",
      sentence: "Refused with 403: the policy of the token lacks the right for send.",
      detail: "A send needs the right Send.",
    });
    expect(verdict({ status: 403, operation: "listRegistrations" }).detail).toBe("It needs the right Manage.");
    expect(verdict({ status: 403, operation: "putInstallation" }).detail).toBe("Devices need the right Listen.");
  });

  it("says what is wrong with the payload, decoded and without the ids for support", () => {
    const responseBody = refusal("The payload is not in accepted JSON format: &lt;a&gt;.");
    expect(verdict({ status: 400, responseBody }).sentence).toBe(
      "Refused with 400: The payload is not in accepted JSON format: <a>",
    );
  });

  it("says when to come back, and that a fault did it", () => {
    const found = verdict({
      status: 429,
      responseHeaders: { "retry-after": "7" },
      faulted: true,
    });
    expect(found).toEqual({
      tone: "bad",
      sentence: "Throttled with 429: try again after 7 s.",
      detail: "A fault of this hub caused it; switch it off to go on.",
    });
  });
});

describe("a connection that broke", () => {
  it("after the push went out says so, and never that it was not sent", () => {
    expect(verdict({ status: 0, send: facts({ Success: 2 }) })).toEqual({
      tone: "warn",
      sentence: "The push went out, and the connection broke before the response: 2 devices got it.",
      detail: "The caller cannot know that. A retry would push a second time.",
    });
  });

  it("before anything happened is bad", () => {
    const notes = ["A fault responded instead. The request was not carried out."];
    expect(verdict({ status: 0, notes })).toMatchObject({
      tone: "bad",
      sentence: "The connection broke before the request was carried out.",
    });
  });
});

it("counts the attempts of a call", () => {
  const found = verdict([{ status: 429 }, { status: 0 }, { send: facts({ Success: 1 }) }]);
  expect(found.detail).toBe("It took 3 attempts: 429, a broken connection, then 201.");
});

it("judges what is not a send quietly, and a scheduled one as such", () => {
  expect(verdict({ method: "PUT", operation: "putInstallation", status: 200 })).toMatchObject({
    tone: "quiet",
    sentence: "PUT was carried out.",
  });
  expect(
    verdict({ operation: "schedule", requestHeaders: { "servicebusnotification-scheduletime": "2031-05-06T08:00:00" } })
      .sentence,
  ).toBe("Scheduled for 2031-05-06T08:00:00.");
});

describe("a row of the list", () => {
  const row = (more: Partial<HubRequest>, unseen = 0) => {
    const [call] = foldCalls([request(more)]);
    if (call === undefined) throw new TypeError("There is no call.");
    return rowFacts(call, unseen);
  };
  it.each([
    ["every push accepted", { send: facts({ Success: 2 }) }, 0, { tone: "good", reach: "2 / 2", note: undefined }],
    [
      "one shows nothing",
      { send: facts({ Success: 2 }) },
      1,
      { tone: "warn", reach: "2 / 2", note: "1 shows nothing" },
    ],
    [
      "a note of the hub",
      { send: facts({ Success: 2 }), notes: ["A push platform would refuse this payload: …."] },
      0,
      { tone: "warn", reach: "2 / 2", note: "A push platform would refuse this payload: …." },
    ],
    [
      "very many",
      { send: facts({ Success: 9_999, Dropped: 1_001 }) },
      0,
      { tone: "warn", reach: "9,999 / 11,000", note: "1,001 refused: the platform dropped it" },
    ],
    ["nobody", { send: facts({}, { candidates: 2 }) }, 0, { tone: "warn", reach: "0 / 2", note: "nobody got it" }],
    [
      "some refused",
      { send: facts({ Success: 4, ExpiredChannel: 1 }) },
      0,
      { tone: "warn", reach: "4 / 5", note: "1 refused: the handle has expired" },
    ],
    [
      "all refused",
      { send: facts({ PnsUnavailable: 2 }) },
      0,
      { tone: "bad", reach: "0 / 2", note: "2 refused: the platform is unavailable" },
    ],
    ["a lost response", { status: 0, send: facts({ Success: 1 }) }, 0, { tone: "warn", note: "connection broke" }],
    ["a refusal", { status: 401, responseBody: refusal("Nope.") }, 0, { tone: "bad", note: "Nope" }],
    ["a write", { operation: "putInstallation", status: 200 }, 0, { tone: "quiet", reach: undefined }],
  ])("with %s", (_, more, unseen, expected) => {
    expect(row(more as Partial<HubRequest>, unseen)).toMatchObject(expected);
  });
});
