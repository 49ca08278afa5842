import { describe, expect, it } from "vitest";
import { createTestHub, putPhone } from "../../test/test-hub.js";

const container = "https://account.blob.core.windows.net/out?sv=2020&sig=c2VjcmV0LXNpZ25hdHVyZQ%3D%3D&sp=rwl";

describe("nh jobs", () => {
  it("submits an export, waits for it and lists it, without showing the signature of the container", async () => {
    const test = createTestHub();
    await putPhone(test);
    const env = { ...test.world.env, OUT: container };
    const words = ["jobs", "submit", "export", "--output-container", "env:OUT"];
    const dry = await test.nh([...words, "--dry-run"], { env });
    expect(dry.code).toBe(0);
    expect(dry.out).toContain("<Type>ExportRegistrations</Type>");
    expect(dry.out).not.toContain("c2VjcmV0");
    const submitted = await test.nh([...words, "--json"], { env });
    expect({ code: submitted.code, err: submitted.err }).toEqual({ code: 0, err: "" });
    const { jobId } = submitted.json<{ jobId: string }>();
    const waited = await test.nh(["jobs", "wait", jobId, "--json"]);
    expect(waited.code).toBe(0);
    expect(waited.json()).toMatchObject({ jobId, type: "ExportRegistrations", status: "Completed", progress: 100 });
    const listed = await test.nh(["jobs", "list"]);
    expect(listed.out).toContain(`${jobId}\tExportRegistrations\tCompleted\t100 %`);
    expect((await test.nh(["jobs", "get", jobId])).out).toContain("status    Completed");
    for (const { out } of [submitted, waited, listed]) expect(out).not.toContain("c2VjcmV0");
  });

  it("exits with 7 when a job failed", async () => {
    const test = createTestHub();
    const env = { ...test.world.env, OUT: container, IN: container.replace("/out", "/in/missing.txt") };
    const submitted = await test.nh(
      ["jobs", "submit", "create", "--output-container", "env:OUT", "--import-file", "env:IN", "--json"],
      { env },
    );
    const { jobId } = submitted.json<{ jobId: string }>();
    const { code, err } = await test.nh(["jobs", "wait", jobId, "--json"]);
    expect(code).toBe(7);
    expect(JSON.parse(err.trim().split("\n").at(-1) ?? "")).toMatchObject({ code: "NH_CLI_JOB_FAILED" });
  });

  it("exits with 2 when a URL is missing", async () => {
    const test = createTestHub();
    expect((await test.nh(["jobs", "submit", "export"])).code).toBe(2);
    expect((await test.nh(["jobs", "submit", "create", "--output-container", container])).code).toBe(2);
    expect((await test.nh(["jobs", "submit", "burn", "--output-container", container])).code).toBe(2);
  });

  it.each(["./devices.txt", "/tmp/devices.txt", "devices", "C:\\devices.txt", "https://account"])(
    "refuses %s where the address of a blob is wanted",
    async (path) => {
      const test = createTestHub();
      const words = ["jobs", "submit", "upsert", "--output-container", container, "--import-file", path];
      const { code, err } = await test.nh(words);
      expect(code).toBe(6);
      expect(err).toContain("--import-file must be the URL of Azure Blob Storage");
      const other = await test.nh(["jobs", "submit", "export", "--output-container", path]);
      expect(other.err).toContain("--output-container must be the URL of Azure Blob Storage");
      expect(test.hub.requests.list()).toEqual([]);
    },
  );

  it("names the lines of an import file that the service would refuse", async () => {
    const test = createTestHub();
    const line = (inside: string) =>
      `<AppleRegistrationDescription>${inside}<DeviceToken>00</DeviceToken></AppleRegistrationDescription>`;
    const file = [
      line("<Tags>news</Tags>"),
      line("<Tags>a,$InstallationId:{x},$UserId:{y}</Tags>"),
      "",
      line("<ExpirationTime>9999-12-31T23:59:59.999Z</ExpirationTime>"),
      "# iPhones",
      "token,user",
    ].join("\r\n");
    const input = container.replace("/out", "/in/devices.txt");
    const fetch = async (url: string, init: RequestInit) =>
      url === input ? new Response(file) : test.hub.fetch(new Request(url, init));
    const words = ["jobs", "submit", "upsert", "--output-container", "env:OUT", "--import-file", "env:IN"];
    const env = { ...test.world.env, OUT: container, IN: input };
    const { code, err } = await test.nh(words, { env, fetch });
    expect(code).toBe(6);
    expect(err).toContain("line 2 has the tag $InstallationId, which the service sets itself and the tag $UserId");
    expect(err).toContain("line 4 has an ExpirationTime, which the service sets itself");
    expect(err).toContain("line 5 is not the XML of a registration; line 6 is not the XML of a registration.");
    expect(err).not.toContain("c2VjcmV0");
    expect(test.hub.requests.list()).toEqual([]);
    const unreadable = async (url: string, init: RequestInit) =>
      url === input ? new Response("", { status: 403 }) : test.hub.fetch(new Request(url, init));
    const submitted = await test.nh(words, { env, fetch: unreadable });
    expect(submitted.code).toBe(0);
    expect(submitted.err).toBe("warning: the import file was not checked: the response has the status 403\n");
  });

  it("exits with 4 for an unknown job", async () => {
    expect((await createTestHub().nh(["jobs", "get", "0"])).code).toBe(4);
  });
});
