import { describe, expect, it } from "vitest";
import { startTestHub } from "../fixtures/call-hub.js";

describe("the feedback container", () => {
  it("is the bare address of a container that the hub itself serves", async () => {
    const started = startTestHub();
    const reply = await started.call("GET", "/demo/feedbackcontainer?api-version=2015-01");
    expect(reply.status).toBe(200);
    expect(reply.body).toMatch(
      /^https:\/\/contoso\.servicebus\.windows\.net\/_nh\/blobs\/feedback\/\d{20}\?sv=2019-02-02&sr=c&sig=local&se=2031-05-06T08%3A08%3A09Z&sp=rl$/,
    );
  });

  it("keeps the scheme of the request, because clients fetch it unchanged", async () => {
    const reply = await startTestHub().call("GET", "/demo/feedbackcontainer?api-version=2015-01", {
      origin: "http://127.0.0.1:7447",
    });
    expect(reply.body).toMatch(/^http:\/\/127\.0\.0\.1:7447\/_nh\/blobs\/feedback\//);
  });

  it("lists a blob for each day, with a line for each rejected push", async () => {
    const started = startTestHub();
    await started.install("phone");
    await started.install("tablet", { pushChannel: "BB22" });
    const address = new URL((await started.call("GET", "/demo/feedbackcontainer?api-version=2020-06")).body);
    const listing = async () => {
      const response = await started.hub.fetch(new Request(`${address}&restype=container&comp=list`));
      return response.text();
    };
    expect(await listing()).toContain("<Blobs></Blobs><NextMarker></NextMarker>");
    started.hub.faults.add({ match: { handle: "aa11bb22" }, answer: { reason: "Unregistered" } });
    await started.send("apple", "{}");
    const list = await listing();
    expect(list).toMatch(
      /<Blob><Name>05062031<\/Name><Properties><Last-Modified>Tue, 06 May 2031 07:08:09 GMT<\/Last-Modified><Content-Length>\d+<\/Content-Length><Content-Type>application\/octet-stream<\/Content-Type><BlobType>AppendBlob<\/BlobType><\/Properties><\/Blob>/,
    );
    address.pathname += "/05062031";
    const blob = await started.hub.fetch(new Request(address));
    expect(blob.headers.get("x-ms-blob-type")).toBe("AppendBlob");
    const text = await blob.text();
    expect(text.trim().split("\r\n")).toHaveLength(1);
    expect(text).toContain(
      "<NotificationSystemError>ExpiredChannel</NotificationSystemError><Platform>apple</Platform><PnsHandle>AA11BB22</PnsHandle>",
    );
  });
});
