import { inspect } from "node:util";
import { apple } from "@nh/payloads";
import type { PnsFeedback, WireFormatError } from "@nh/wire";
import { encodePnsFeedback } from "@nh/wire/server";
import { describe, expect, it } from "vitest";
import { collect, connectHub, connectScript, rejection, respondWith } from "../../../test/connect-hub.js";
import { everyone } from "../audience/tag-audience.js";
import { feedback, getFeedbackContainerUrl } from "./feedback.js";
import { putInstallation } from "./installations.js";
import { send } from "./send.js";

const containerUrl = "https://account.blob.core.windows.net/00000000000000000001?sv=1&sr=c&sig=abc%2F&se=2&sp=rl";
const record = (handle: string): PnsFeedback => ({
  feedbackTime: new Date("2031-05-06T07:08:10Z"),
  notificationSystemError: "ExpiredChannel",
  platform: "apple",
  handle,
});
const list = (names: string[], marker = "") =>
  `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>${names.map((name) => `<Blob><Name>${name}</Name></Blob>`).join("")}</Blobs><NextMarker>${marker}</NextMarker></EnumerationResults>`;

interface Seen {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A blob container behind a hub; `blobs` are answered by ranges. */
function container(blobs: Record<string, string>, listing?: (url: URL) => string) {
  const seen: Seen[] = [];
  const context = connectScript(async (address, init) => {
    seen.push({ url: address, headers: init.headers });
    const url = new URL(address);
    if (url.hostname.startsWith("contoso")) return respondWith(200, `${containerUrl}\n`);
    if (url.searchParams.get("comp") === "list") return respondWith(200, listing?.(url) ?? list(Object.keys(blobs)));
    const name = decodeURIComponent(url.pathname.split("/").slice(2).join("/"));
    const text = blobs[name];
    if (text === undefined) return respondWith(404);
    const bytes = new TextEncoder().encode(text);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(init.headers["x-ms-range"] ?? "") ?? [];
    if (Number(from) >= bytes.length) return respondWith(416);
    const part = bytes.slice(Number(from), Number(to) + 1);
    return new Response(part, {
      status: 206,
      headers: { "Content-Range": `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}` },
    });
  });
  return { context, seen };
}

describe("feedback", () => {
  it("of the local hub tells which handles the platform refused", async () => {
    const { hub, context, sent } = connectHub();
    await putInstallation(context, { installationId: "phone", platform: "apns", pushChannel: "A".repeat(64) });
    hub.faults.add({ match: { handle: "A".repeat(64) }, answer: { reason: "Unregistered" } });
    const { notificationId } = await send(context, apple({ alert: "Hello" }), everyone());
    const records = await collect(feedback(context));
    expect(records).toEqual([
      {
        feedbackTime: expect.any(Date),
        notificationSystemError: "ExpiredChannel",
        platform: "apple",
        handle: "A".repeat(64),
        registrationId: expect.any(String),
        installationId: "phone",
        notificationId,
      },
    ]);
    const outside = sent.filter(({ target }) => target.startsWith("/_nh/blobs/"));
    expect(outside).toHaveLength(2);
    for (const { headers } of outside)
      expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain("authorization");
  });

  it("reads all blobs of all pages of the listing, and keeps the container's signature", async () => {
    const blobs = {
      "05062031": `${encodePnsFeedback(record("one"))}\r\n\r\n${encodePnsFeedback(record("two"))}\r\n`,
      "a folder/05 07": encodePnsFeedback(record("three")),
    };
    const { context, seen } = container(blobs, (url) =>
      url.searchParams.get("marker") === "next &1"
        ? list(["a folder/05 07", "gone"])
        : list(["05062031"], "next &amp;1"),
    );
    expect(await collect(feedback(context))).toEqual([record("one"), record("two"), record("three")]);
    const start = "https://account.blob.core.windows.net/00000000000000000001";
    const signature = "?sv=1&sr=c&sig=abc%2F&se=2&sp=rl";
    expect(seen.map(({ url }) => url)).toEqual([
      "https://contoso.servicebus.windows.net/demo/feedbackcontainer?api-version=2020-06",
      `${start}${signature}&restype=container&comp=list`,
      `${start}/05062031${signature}`,
      `${start}${signature}&restype=container&comp=list&marker=next%20%261`,
      `${start}/a%20folder/05%2007${signature}`,
      `${start}/gone${signature}`,
    ]);
  });

  it("reads nothing more than is asked for", async () => {
    const { context, seen } = container({ a: encodePnsFeedback(record("one")), b: encodePnsFeedback(record("two")) });
    for await (const { handle } of feedback(context, { containerUrl })) {
      expect(handle).toBe("one");
      break;
    }
    expect(seen).toHaveLength(2);
  });

  it("is read whatever ends its lines, and behind a byte order mark", async () => {
    const [one, two, three] = ["one", "zwei-ü", "three"].map((handle) => encodePnsFeedback(record(handle)));
    const blobs = { a: `\ufeff${one}\r\n\r\n${two}\r\n`, b: `\n${three}` };
    expect(await collect(feedback(container(blobs).context))).toEqual(["one", "zwei-ü", "three"].map(record));
  });

  it("leaves a damaged record out when told so, and fails on it otherwise", async () => {
    const blobs = { a: `nonsense\n${encodePnsFeedback(record("one"))}\n` };
    await expect(collect(feedback(container(blobs).context))).rejects.toMatchObject({ code: "NH_WIRE_UNEXPECTED" });
    const invalid: WireFormatError[] = [];
    const onInvalid = (error: WireFormatError) => invalid.push(error);
    expect(await collect(feedback(container(blobs).context, { onInvalid }))).toEqual([record("one")]);
    expect(invalid.map(({ document }) => document)).toEqual(["PNS feedback"]);
  });

  it.each(["../secret", "a/./b", "/a", ""])("does not follow the blob name %j out of its container", async (name) => {
    const { context, seen } = container({}, () => list([name]));
    await expect(collect(feedback(context))).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
      document: "blob list",
    });
    expect(seen).toHaveLength(2);
  });

  it.each(["<html/>", "<EnumerationResults/>", "junk"])("refuses the listing %j", async (xml) => {
    const { context } = container({}, () => xml);
    await expect(collect(feedback(context))).rejects.toMatchObject({
      code: "NH_WIRE_UNEXPECTED",
      document: "blob list",
    });
  });

  it.each([["same"], ["A", "B"]])(
    "does not turn in circles when the markers of the listing do: %j",
    async (...markers) => {
      let listings = 0;
      const { context, seen } = container({}, () => list([], markers[listings++ % markers.length]));
      await expect(collect(feedback(context))).rejects.toMatchObject({
        code: "NH_WIRE_UNEXPECTED",
        document: "blob list",
      });
      expect(seen).toHaveLength(markers.length + 2);
    },
  );

  it.each(["http://localhost:7447/c", "http://127.0.0.1/c", "http://[::1]/c"])(
    "is read from this machine: %s",
    async (url) => {
      const context = connectScript(async (address) => respondWith(200, address.startsWith(url) ? list([]) : url));
      expect(await collect(feedback(context))).toEqual([]);
    },
  );

  it.each([
    "http://169.254.169.254/latest",
    "http://localhost.example/c",
    "http://hub.localhost:7447/c",
    "http://notlocalhost/c",
    "ftp://account/x",
    "file:///etc/passwd",
  ])("does not read from %s", async (url) => {
    const requests: string[] = [];
    const context = connectScript(async (address) => {
      requests.push(address);
      return respondWith(200, url);
    });
    await expect(collect(feedback(context))).rejects.toThrow(TypeError);
    expect(requests).toHaveLength(1);
  });

  it("does not quote what is not an address, since it may carry a signature", async () => {
    const containerUrl = "account.blob.core.windows.net/container?sig=secret";
    const error = await rejection(collect(feedback(connectHub().context, { containerUrl })));
    expect(error).toBeInstanceOf(TypeError);
    expect(inspect(error)).not.toContain("secret");
  });
});

describe("the address of the feedback container", () => {
  it("is what the service returns", async () => {
    expect(await getFeedbackContainerUrl(container({}).context)).toBe(containerUrl);
  });

  it.each(["", "<html>", "not an address"])("is refused when it is %j", async (text) => {
    const error = await rejection(getFeedbackContainerUrl(connectScript(async () => respondWith(200, text))));
    expect(error).toMatchObject({ code: "NH_WIRE_UNEXPECTED", document: "feedback container" });
  });
});
