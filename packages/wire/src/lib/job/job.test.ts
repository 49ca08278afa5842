import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWireFormatError, type NotificationHubJob } from "../../index.js";
import { encodeJobFeed, encodeJobResponse } from "../../server.js";
import { decodeJobEntry, decodeJobFeed, encodeJobEntry } from "../xml-codecs.js";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.xml`, import.meta.url), "utf8");

const started: NotificationHubJob = {
  jobId: "2518j",
  type: "ExportRegistrations",
  status: "Started",
  progress: 0,
  outputContainerUri: "https://account.blob.core.windows.net/out?sv=1&sp=rwl",
  createdAt: new Date("2031-05-06T07:08:09Z"),
  updatedAt: new Date("2031-05-06T07:08:09.250Z"),
};
const failed: NotificationHubJob = {
  ...started,
  status: "Failed",
  progress: 99.99,
  failure: "The container is gone.",
  outputProperties: { OutputFilePath: "//demo/2518j/Output.txt", FailedFilePath: "//demo/2518j/Failed.txt" },
  outputFileName: "//demo/2518j/Output.txt",
  failuresFileName: "//demo/2518j/Failed.txt",
};
const links = {
  id: "https://contoso.servicebus.windows.net/demo/jobs/2518j?api-version=2020-06",
  title: "2518j",
  published: "2031-05-06T07:08:09Z",
};

describe("a job", () => {
  it("in a request has the exact bytes of its fixture in both directions", () => {
    const request = {
      type: "ImportCreateRegistrations",
      outputContainerUri: "https://account.blob.core.windows.net/out?sv=1&sp=rwl",
      importFileUri: "https://account.blob.core.windows.net/in/list.txt?sv=1&sp=r",
      inputProperties: { a: "b" },
    } as const;
    expect(encodeJobEntry(request)).toBe(fixture("request"));
    expect(decodeJobEntry(fixture("request"))).toStrictEqual({ ...request, status: "Started", progress: 0 });
  });

  it("in a response has the exact bytes of its fixture in both directions", () => {
    expect(encodeJobResponse(started, links)).toBe(fixture("response"));
    expect(decodeJobEntry(fixture("response"))).toStrictEqual(started);
  });

  it("in a list has the exact bytes of its fixture in both directions", () => {
    const url = "https://contoso.servicebus.windows.net/demo/jobs?api-version=2020-06";
    const entries = [failed, started].map((job) => ({ job, links }));
    expect(encodeJobFeed({ id: url, updated: "2031-05-06T07:08:09Z" }, entries)).toBe(fixture("feed"));
    expect(decodeJobFeed(fixture("feed"))).toStrictEqual({ jobs: [failed, started] });
  });

  it.each([
    ["type", "<Type>ExportRegistrations</Type>", "<Type>Destroy</Type>", "Type"],
    ["status", "<Type>", "<Status>Resting</Status><Type>", "Status"],
    ["progress", "<Type>", "<Progress>most</Progress><Type>", "Progress"],
  ])("is refused with an unknown %s", (_title, from, to, path) => {
    expect(() => decodeJobEntry(fixture("response").replace(from, to))).toThrow(
      expect.objectContaining({ code: "NH_WIRE_UNEXPECTED", document: "job", path }),
    );
  });

  it("has a progress of as many digits as .NET writes", () => {
    const third = encodeJobResponse(failed, links).replace(">99.99<", ">33.333333333333333333333333333<");
    expect(decodeJobEntry(third).progress).toBeCloseTo(100 / 3, 12);
  });

  it("is refused without a container, as another kind of document, or with half a property", () => {
    const without = fixture("response").replace(/<OutputContainerUri>.*<\/OutputContainerUri>/, "");
    expect(() => decodeJobEntry(without)).toThrow(
      expect.objectContaining({ path: "NotificationHubJob/OutputContainerUri" }),
    );
    const other = fixture("response").replaceAll("NotificationHubJob", "OtherJob");
    expect(() => decodeJobEntry(other)).toThrow(expect.objectContaining({ path: "OtherJob" }));
    const half = fixture("request").replace("<d3p1:Key>a</d3p1:Key>", "");
    expect(() => decodeJobEntry(half)).toThrow(expect.objectContaining({ path: "InputProperties" }));
  });

  it("in any string is accepted or refused with a WireFormatError", () => {
    const damaged = fc
      .tuple(fc.constantFrom("request", "response", "feed"), fc.nat(1500), fc.nat(40), fc.string())
      .map(([name, at, length, text]) => fixture(name).slice(0, at) + text + fixture(name).slice(at + length));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (xml) => {
        for (const decode of [decodeJobEntry, decodeJobFeed]) {
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
