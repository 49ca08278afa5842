import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
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
    const { jobId, ...ids } = submitted.json<{ jobId: string }>();
    expect(ids).toMatchObject({ trackingId: expect.any(String), correlationId: expect.any(String) });
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
      `<AppleRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">${inside}<DeviceToken>00</DeviceToken></AppleRegistrationDescription>`;
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
    expect(err).toContain("; line 6 is not the XML of a registration.");
    expect(err).not.toMatch(/line [135] /);
    expect(err).not.toContain("c2VjcmV0");
    expect(test.hub.requests.list()).toEqual([]);
    const unreadable = async (url: string, init: RequestInit) =>
      url === input ? new Response("", { status: 403 }) : test.hub.fetch(new Request(url, init));
    const submitted = await test.nh(words, { env, fetch: unreadable });
    expect(submitted.code).toBe(0);
    expect(submitted.err).toBe("warning: the import file was not checked: the response has the status 403\n");
  });

  describe("an import file", () => {
    const apns = (token: string) =>
      `<AppleRegistrationDescription xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Tags>news</Tags><DeviceToken>${token}</DeviceToken></AppleRegistrationDescription>`;
    const address = container.replace("/out", "/in/devices.txt");
    const words = ["jobs", "submit", "create", "--output-container", "env:OUT", "--import-file", "env:IN"];

    interface StorageBehavior {
      readonly putStatus?: number;
      readonly putHeaders?: Record<string, string>;
      readonly firstRead?: () => Response;
      /** The response to each read after the first. */
      readonly secondRead?: () => Response;
      readonly etag?: string;
    }

    /** A hub beside a storage that has one file, and takes or refuses others. */
    function storage(
      file: string,
      { putStatus = 201, putHeaders, firstRead, secondRead, etag = '"1"' }: StorageBehavior = {},
    ) {
      const test = createTestHub();
      const put: { url: string; headers: Headers; text: string }[] = [];
      let reads = 0;
      const fetch = async (url: string, init: RequestInit) => {
        if (!url.startsWith("https://account.")) return test.hub.fetch(new Request(url, init));
        if (init.method === "PUT") {
          const request = new Request(url, init);
          put.push({ url, headers: new Headers(init.headers), text: await request.text() });
          return new Response("", { status: putStatus, ...(putHeaders && { headers: putHeaders }) });
        }
        reads += 1;
        const other = reads === 1 ? firstRead : secondRead;
        if (other !== undefined) return other();
        // In pieces that cut lines and characters.
        const bytes = new TextEncoder().encode(file);
        const pieces = [bytes.subarray(0, 2), bytes.subarray(2, 300), bytes.subarray(300)];
        return new Response(ReadableStream.from(pieces), { headers: { ETag: etag } });
      };
      const env = { ...test.world.env, OUT: container, IN: address };
      return {
        nh: (...more: string[]) => test.nh([...words, ...more], { env, fetch }),
        put,
        reads: () => reads,
        hub: test.hub,
      };
    }

    const unclean = [
      `\ufeff# iPhones`,
      apns("00FC13AD"),
      "",
      `"${apns("00FC13AE").replaceAll('"', '""')}"`,
      `  # ü`,
      apns("00FC13AF"),
      "",
    ].join("\r\n");
    const clean = ["00FC13AD", "00FC13AE", "00FC13AF"].map((token) => `${apns(token)}\n`).join("");
    const copyName = /nh-import-20310506T070809Z-[0-9a-f]{8}\.txt/;
    const changes = new RegExp(
      `^the import file has a byte order mark, 1 blank line, 2 comments and quotes around 1 line; the service gets a clean copy, ${copyName.source} in the output container$`,
    );

    it("with more than registrations in it is imported as a clean copy, and nh says so", async () => {
      const { nh, put } = storage(unclean);
      const { code, err, json } = await nh("--json");
      expect(code).toBe(0);
      expect(JSON.parse(err)).toEqual({ warning: expect.stringMatching(changes) });
      const { cleanCopy } = json<{ cleanCopy: string }>();
      expect(cleanCopy).toMatch(new RegExp(`^${copyName.source}$`));
      expect(json()).toMatchObject({
        trackingId: expect.any(String),
        correlationId: expect.any(String),
      });
      expect(put).toHaveLength(1);
      expect(put[0]?.text).toBe(clean);
      expect(put[0]?.url).toBe(container.replace("/out", `/out/${cleanCopy}`));
      expect(put[0]?.headers.get("x-ms-blob-type")).toBe("BlockBlob");
      expect(put[0]?.headers.get("content-length")).toBe(String(Buffer.byteLength(clean)));
    });

    it("that is clean is imported as it is, and one with --unchecked is not read", async () => {
      const tidy = storage(clean.replaceAll("\n", "\r\n"));
      const { code, err, json } = await tidy.nh("--json");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(json()).not.toHaveProperty("cleanCopy");
      expect(tidy.put).toEqual([]);
      const unread = storage(unclean);
      expect((await unread.nh("--unchecked")).code).toBe(0);
      expect([unread.reads(), unread.put]).toEqual([0, []]);
    });

    it("is neither copied nor submitted with --dry-run, which says what would change", async () => {
      const { nh, put, hub } = storage(unclean);
      const { out } = await nh("--dry-run");
      const warning = out.split("\n").find((line) => line.startsWith("warning: "));
      expect(warning?.slice("warning: ".length)).toMatch(changes);
      expect(out).toMatch(new RegExp(`/out/${copyName.source}\\?`));
      expect(out).not.toContain("c2VjcmV0");
      expect(put).toEqual([]);
      expect(hub.requests.list()).toEqual([]);
    });

    it("whose copy the container does not take is not submitted", async () => {
      const { nh, hub } = storage(unclean, { putStatus: 403 });
      const { code, err } = await nh();
      expect(code).toBe(6);
      expect(err).toContain("could not be written to the output container: the response has the status 403.");
      expect(err).not.toContain("c2VjcmV0");
      expect(hub.requests.list()).toEqual([]);
    });

    it("gets its own copy for each of two jobs in one second, and no copy replaces a blob", async () => {
      const { nh, put } = storage(unclean);
      await nh();
      await nh();
      expect(new Set(put.map(({ url }) => url)).size).toBe(2);
      expect(put.map(({ headers }) => headers.get("if-none-match"))).toEqual(["*", "*"]);
    });

    it.each([
      [409, "BlobAlreadyExists"],
      [412, "ConditionNotMet"],
    ])("whose copy meets the status %i %s is not submitted, and nh says what it means", async (putStatus, reason) => {
      const { nh, hub } = storage(unclean, { putStatus, putHeaders: { "x-ms-error-code": reason } });
      const { code, err } = await nh("--json");
      expect(code).toBe(6);
      expect(JSON.parse(err.trim().split("\n").at(-1) ?? "")).toMatchObject({
        message: `A clean copy of the import file could not be written to the output container: the response has the status ${putStatus} (${reason}): it already has a blob of this name, or something else holds it.`,
        fix: "Run the command again. Each copy gets a name of its own.",
      });
      expect(hub.requests.list()).toEqual([]);
    });

    it.each([
      ["ends with blank lines", `${clean}\n\n`, "2 blank lines"],
      ["begins with a blank line", `\n${clean}`, "1 blank line"],
    ])("that %s is not clean", async (_title, file, change) => {
      const { nh, put } = storage(file);
      const { err } = await nh();
      expect(err).toContain(`the import file has ${change}; the service gets a clean copy`);
      expect(put[0]?.text).toBe(clean);
    });

    it.each([["# iPhones\n# none yet\n"], ["\n\n"], [""]])("without registrations, %j, is refused", async (file) => {
      const { nh, put, hub } = storage(file);
      const { code, err } = await nh();
      expect(code).toBe(6);
      expect(err).toContain("The import file has no registrations.");
      expect([put, hub.requests.list()]).toEqual([[], []]);
    });

    it.each<[title: string, secondRead: () => Response, message: string]>([
      [
        "cannot be read again",
        () => new Response("", { status: 403, headers: { "x-ms-error-code": "AuthenticationFailed" } }),
        "The import file could not be read again for its clean copy: the response has the status 403 (AuthenticationFailed).",
      ],
      [
        "has another ETag when it is read again",
        () => new Response(unclean, { headers: { ETag: '"2"' } }),
        "The import file changed while nh was reading it.",
      ],
      [
        "is longer when it is read again",
        () => new Response(unclean + apns("00FC13B0"), { headers: { ETag: '"1"' } }),
        "The import file changed while nh was reading it.",
      ],
      [
        "is shorter when it is read again",
        () => new Response(apns("00FC13AD"), { headers: { ETag: '"1"' } }),
        "The import file changed while nh was reading it.",
      ],
      [
        "is not UTF-8 when it is read again",
        () => new Response(new Uint8Array([0xff, 0x0a]), { headers: { ETag: '"1"' } }),
        "The import file: Line 1: These bytes are not UTF-8.",
      ],
    ])("that %s is not submitted, and nh names the cause", async (_title, secondRead, message) => {
      const { nh, hub } = storage(unclean, { secondRead });
      const { code, err } = await nh("--json");
      expect(code).toBe(6);
      const error = JSON.parse(err.trim().split("\n").at(-1) ?? "");
      expect(error.message).toContain(message);
      expect(error.message).not.toContain("output container");
      expect(hub.requests.list()).toEqual([]);
    });

    it.each(["first", "second"])("whose connection breaks during the %s read is not submitted", async (which) => {
      const broken = () =>
        new Response(
          ReadableStream.from(
            (async function* () {
              yield new TextEncoder().encode(`${apns("00FC13AD")}\n`);
              throw Object.assign(new TypeError("terminated"), { cause: { code: "UND_ERR_SOCKET" } });
            })(),
          ),
          { headers: { ETag: '"1"' } },
        );
      const { nh, hub } = storage(unclean, which === "first" ? { firstRead: broken } : { secondRead: broken });
      const { code, err } = await nh("--json");
      expect(code).toBe(6);
      expect(JSON.parse(err.trim().split("\n").at(-1) ?? "")).toMatchObject({
        message: "The import file could not be read to its end: the connection to its storage broke.",
      });
      expect(hub.requests.list()).toEqual([]);
    });

    it("is written with its length, which Put Blob needs, over a real connection", async () => {
      const test = createTestHub();
      const puts: { headers: IncomingHttpHeaders; text: string }[] = [];
      const server = createServer(async (request, response) => {
        let text = "";
        for await (const chunk of request.setEncoding("utf8")) text += chunk;
        if (request.method === "PUT") puts.push({ headers: request.headers, text });
        response.writeHead(request.method === "PUT" ? 201 : 200).end(request.method === "PUT" ? "" : unclean);
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      try {
        const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const fetch = (url: string, init: RequestInit) =>
          url.startsWith(base) ? globalThis.fetch(url, init) : test.hub.fetch(new Request(url, init));
        const env = { ...test.world.env, OUT: `${base}/out?sig=x`, IN: `${base}/in/devices.txt?sig=x` };
        const { code } = await test.nh(words, { env, fetch });
        expect(code).toBe(0);
      } finally {
        server.close();
        server.closeAllConnections();
      }
      expect(puts.map(({ text }) => text)).toEqual([clean]);
      expect(puts[0]?.headers).toMatchObject({
        "content-length": String(Buffer.byteLength(clean)),
        "if-none-match": "*",
        "x-ms-blob-type": "BlockBlob",
        "x-ms-version": "2019-12-12",
      });
      expect(puts[0]?.headers).not.toHaveProperty("transfer-encoding");
    });

    it.each([
      [apns("xyz"), 'line 2 has a handle that cannot be one: "xyz" is not an APNs device token'],
      [apns("&lt;00fc 13ad&gt;"), "The clean handle is 00fc13ad"],
      ["<Registration/>", "line 2 is not a registration ("],
      ["<AppleRegistrationDescription>", "line 2 is not a registration ("],
    ])("with the line %s is refused", async (line, problem) => {
      const { nh, put } = storage(`${apns("00FC13AD")}\n${line}\n`);
      const { code, err } = await nh("--json");
      expect(code).toBe(6);
      expect(JSON.parse(err)).toMatchObject({
        message: expect.stringMatching(/^Lines of the import file are wrong: line 2 /),
        fix: "Correct these lines, and upload the file again. --unchecked submits it as it is.",
      });
      expect(JSON.parse(err).message).toContain(problem);
      expect(put).toEqual([]);
    });
  });

  it("exits with 4 for an unknown job", async () => {
    expect((await createTestHub().nh(["jobs", "get", "0"])).code).toBe(4);
  });
});
