import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { detailOf, NOW, startTestHub, type TestHub } from "../fixtures/call-hub.js";
import { createMemoryStore } from "../fixtures/memory-store.js";
import { type BlobStore, createMemoryBlobStore } from "../store/blob-store.js";
import type { RecordStore, StoredRecord } from "../store/record-store.js";

const NS =
  'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"';
const ACCOUNT = "https://acc.blob.core.windows.net";
const gcm = (handle: string, id = "", tags = "t") =>
  `<GcmRegistrationDescription ${NS}>${id && `<RegistrationId>${id}</RegistrationId>`}<Tags>${tags}</Tags><GcmRegistrationId>${handle}</GcmRegistrationId></GcmRegistrationDescription>`;

const submit = (started: TestHub, type: string, importFile?: string, output = `${ACCOUNT}/out?sv=1&amp;sig=secret`) =>
  started.call("POST", "/demo/jobs?api-version=2020-06", {
    headers: { "content-type": "application/atom+xml;type=entry;charset=utf-8" },
    body:
      `<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><NotificationHubJob ${NS}><Type>${type}</Type>` +
      `<OutputContainerUri>${output}</OutputContainerUri>${importFile === undefined ? "" : `<ImportFileUri><![CDATA[${importFile}]]></ImportFileUri>`}</NotificationHubJob></content></entry>`,
  });

/** The text of a blob. Empty when the hub has not written it. */
const blob = async (started: TestHub, path: string) => {
  const response = await started.hub.fetch(new Request(`https://localhost/_nh/blobs/${path}`));
  return response.ok ? response.text() : "";
};

async function run(started: TestHub, type: string, lines?: readonly string[]) {
  if (lines !== undefined) {
    const upload = await started.hub.fetch(
      new Request("https://localhost/_nh/blobs/acc/in/list.txt", { method: "PUT", body: lines.join("\r\n") }),
    );
    expect(upload.status).toBe(204);
  }
  const submitted = await submit(started, type, lines === undefined ? undefined : `${ACCOUNT}/in/list.txt?sv=1&sig=s`);
  expect(submitted.status).toBe(201);
  const id = /<JobId>([^<]+)</.exec(submitted.body)?.[1] ?? "";
  const body = await finished(started, id);
  return {
    id,
    body,
    status: /<Status>(\w+)</.exec(body)?.[1],
    output: await blob(started, `acc/out/demo/${id}/Output.txt`),
    failed: await blob(started, `acc/out/demo/${id}/Failed.txt`),
  };
}

/** The response to reading a job once it has ended. */
async function finished(started: TestHub, id: string): Promise<string> {
  for (;;) {
    const { body } = await started.call("GET", `/demo/jobs/${id}?api-version=2020-06`);
    if (/<Status>(?:Completed|Failed)</.test(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const listed = async (started: TestHub) =>
  [
    ...(await started.call("GET", "/demo/registrations?api-version=2020-06")).body.matchAll(
      /<RegistrationId>([^<]+)<\/RegistrationId><Tags>([^<]+)<\/Tags><GcmRegistrationId>([^<]+)</g,
    ),
  ].map(([, id, tags, handle]) => ({ id, tags, handle }));

describe("submitting a job", () => {
  it("returns 201 with an entry that has neither status nor progress yet", async () => {
    const reply = await submit(startTestHub(), "ExportRegistrations");
    expect(reply.status).toBe(201);
    expect(reply.headers.get("content-type")).toBe("application/atom+xml; type=entry; charset=utf-8");
    const id = /<JobId>([^<]+)</.exec(reply.body)?.[1] ?? "";
    expect(id).toMatch(/^\d{19}[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const address = `https://contoso.servicebus.windows.net/demo/jobs/${id}?api-version=2020-06`;
    expect(reply.headers.get("location")).toBe(address);
    expect(reply.body).toBe(
      `<entry xmlns="http://www.w3.org/2005/Atom"><id>${address}</id><title type="text">${id}</title><published>2031-05-06T07:08:09Z</published><updated>2031-05-06T07:08:09Z</updated>` +
        `<link rel="self" href="${address}" /><content type="application/xml"><NotificationHubJob ${NS}><JobId>${id}</JobId><Type>ExportRegistrations</Type>` +
        `<OutputContainerUri>${ACCOUNT}/out?sv=1&amp;sig=secret</OutputContainerUri><CreatedAt>2031-05-06T07:08:09Z</CreatedAt><UpdatedAt>2031-05-06T07:08:09Z</UpdatedAt></NotificationHubJob></content></entry>`,
    );
  });

  it.each([
    ["of an unknown type", "Dance", undefined],
    ["to import without a file", "ImportCreateRegistrations", undefined],
  ])("%s is refused", async (_title, type, file) => {
    expect((await submit(startTestHub(), type, file)).status).toBe(400);
  });

  it.each([
    ["the OutputContainerUri", "ExportRegistrations", "nope", undefined],
    ["the OutputContainerUri", "ImportCreateRegistrations", "/acc/out", `${ACCOUNT}/in/list.txt`],
    ["the ImportFileUri", "ImportCreateRegistrations", `${ACCOUNT}/out`, "list.txt"],
  ])("with %s of %s %j is refused", async (what, type, output, file) => {
    const started = startTestHub();
    const reply = await submit(started, type, file, output);
    expect(reply.status).toBe(400);
    expect(detailOf(reply.body)).toMatch(
      new RegExp(`^The supplied notificationhub job payload is invalid\\. ${what.replace("the", "The")} `),
    );
    expect((await started.call("GET", "/demo/jobs?api-version=2020-06")).body).not.toContain("<JobId>");
  });

  it("with a body that is not an entry is refused", async () => {
    const reply = await startTestHub().call("POST", "/demo/jobs?api-version=2020-06", { body: "x" });
    expect(reply.status).toBe(400);
    expect(detailOf(reply.body)).toMatch(/^The specified resource description is invalid\. /);
  });
});

describe("the first response about a job", () => {
  const ended = async ({ hub }: TestHub): Promise<void> => {
    while (
      !/"status":"(?:Completed|Failed)"/.test(await text(hub.snapshot.export()).then((all) => all.replaceAll("\\", "")))
    )
      await new Promise((resolve) => setTimeout(resolve, 1));
  };

  it.each([
    ["a read", (id: string) => `/demo/jobs/${id}?api-version=2020-06`],
    ["a list", () => "/demo/jobs?api-version=2020-06"],
  ])("has neither status nor progress, though the job has ended: %s", async (_title, path) => {
    const started = startTestHub();
    const submitted = await submit(started, "ExportRegistrations");
    const id = /<JobId>([^<]+)</.exec(submitted.body)?.[1] ?? "";
    await ended(started);
    const first = await started.call("GET", path(id));
    expect(first.body).toContain(`<JobId>${id}</JobId><Type>ExportRegistrations</Type><OutputContainerUri>`);
    expect(first.body).not.toMatch(/<Status>|<Progress>|<OutputProperties/);
    const second = await started.call("GET", path(id));
    expect(second.body).toContain("<Status>Completed</Status>");
    expect(second.body).toContain("<Progress>100</Progress>");
  });

  it("says nothing of a failure yet", async () => {
    const started = startTestHub();
    const submitted = await submit(started, "ImportCreateRegistrations", `${ACCOUNT}/in/missing.txt`);
    const id = /<JobId>([^<]+)</.exec(submitted.body)?.[1] ?? "";
    await ended(started);
    const read = async () => (await started.call("GET", `/demo/jobs/${id}?api-version=2020-06`)).body;
    expect(await read()).not.toMatch(/<Status>|<Failure>/);
    expect(await read()).toContain("<Status>Failed</Status>");
  });
});

describe("an import", () => {
  const exported = (content: string) =>
    `<RegistrationDescription xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="GcmRegistrationDescription" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect">${content}</RegistrationDescription>`;

  it.each([
    [
      "an ExpirationTime",
      exported(
        "<ETag>1</ETag><ExpirationTime>9999-12-31T23:59:59.9999999Z</ExpirationTime><RegistrationId>1-1-1</RegistrationId><GcmRegistrationId>g</GcmRegistrationId>",
      ),
      "A line of an import must not contain an ExpirationTime.",
    ],
    ["the tag of an installation", gcm("g", "1-1-1", "$InstallationId:{phone},a"), "Tags can not start with $."],
    ["the tag of a user", gcm("g", "1-1-1", "$UserId:{u1}"), "Tags can not start with $."],
    [
      "a token that APNs cannot have",
      `<AppleRegistrationDescription ${NS}><RegistrationId>1-1-1</RegistrationId><DeviceToken>fcm:token</DeviceToken></AppleRegistrationDescription>`,
      "One or more characters in device token is not a hexadecimal digit.",
    ],
  ])("refuses a line with %s in the words of the service", async (_title, line, reason) => {
    for (const type of ["ImportCreateRegistrations", "ImportUpsertRegistrations"]) {
      const started = startTestHub();
      const result = await run(started, type, [line, gcm("g2", "1-1-2")]);
      expect(result.status).toBe("Completed");
      expect(result.failed).toBe(`1\tBadRequest,Bad Format (${reason})\t${line}\r\n`);
      expect(result.output).toContain("<GcmRegistrationId>g2</GcmRegistrationId>");
      const lenient = await run(startTestHub({ strict: false }), type, [line]);
      expect(lenient.failed).toBe("");
    }
  });

  it("accepts a line whose ExpirationTime is nil or empty", async () => {
    const result = await run(startTestHub(), "ImportCreateRegistrations", [
      exported('<ExpirationTime i:nil="true" /><GcmRegistrationId>g</GcmRegistrationId>'),
    ]);
    expect(result.failed).toBe("");
  });

  it("deletes the registration of an installation", async () => {
    const started = startTestHub();
    await started.install("phone");
    const all = await run(started, "ExportRegistrations");
    const line = all.output.trim();
    expect(line).toContain("$InstallationId:{phone}");
    const result = await run(started, "ImportDeleteRegistrations", [line]);
    expect(result.failed).toBe("");
    expect(started.hub.devices.list()).toEqual([]);
  });

  it("creates registrations, and writes results and refusals", async () => {
    const started = startTestHub();
    const result = await run(started, "ImportCreateRegistrations", [
      gcm("g1"),
      "",
      "nonsense",
      gcm("g2", "", "a b"),
      gcm("g3"),
    ]);
    expect(result.status).toBe("Completed");
    expect(result.body).toContain("<Progress>100</Progress>");
    expect(result.body).toContain(
      `<d3p1:KeyValueOfstringstring><d3p1:Key>OutputFilePath</d3p1:Key><d3p1:Value>//demo/${result.id}/Output.txt</d3p1:Value></d3p1:KeyValueOfstringstring>` +
        `<d3p1:KeyValueOfstringstring><d3p1:Key>FailedFilePath</d3p1:Key><d3p1:Value>//demo/${result.id}/Failed.txt</d3p1:Value></d3p1:KeyValueOfstringstring>`,
    );
    const created = await listed(started);
    expect(created.map(({ handle }) => handle).sort()).toEqual(["g1", "g3"]);
    expect(
      result.output
        .trim()
        .split("\r\n")
        .map((line) => line.split("\t")[0]),
    ).toEqual(["1", "5"]);
    expect(result.output).toContain(`<RegistrationId>${created[0]?.id}</RegistrationId>`);
    expect(
      result.failed
        .trim()
        .split("\r\n")
        .map((line) => line.split("\t")[0]),
    ).toEqual(["3", "4"]);
    expect(result.failed).toContain(
      "4\tBadRequest,Bad Format (An invalid tag(s) 'a b' was supplied. Valid tag characters",
    );
    expect(result.failed).toContain("3\tBadRequest,Bad Format (");
  });

  it("updates, upserts and deletes by id", async () => {
    const started = startTestHub();
    await run(started, "ImportUpsertRegistrations", [gcm("g1", "1-1-1"), gcm("g2", "1-1-2"), gcm("g1b", "1-1-1")]);
    expect(await listed(started)).toEqual([
      { id: "1-1-1", tags: "t", handle: "g1b" },
      { id: "1-1-2", tags: "t", handle: "g2" },
    ]);
    const updated = await run(started, "ImportUpdateRegistrations", [
      gcm("g2", "1-1-2", "new"),
      gcm("g3", "1-1-3"),
      gcm("g4"),
    ]);
    expect(updated.failed).toContain("2\tThe registration does not exist.\t");
    expect(updated.failed).toContain("3\tBadRequest,Bad Format (The RegistrationId is missing.)\t");
    expect((await listed(started))[1]).toEqual({ id: "1-1-2", tags: "new", handle: "g2" });
    await run(started, "ImportDeleteRegistrations", [gcm("g1", "1-1-1")]);
    expect((await listed(started)).map(({ id }) => id)).toEqual(["1-1-2"]);
  });

  it("of more than one slice creates all of them", async () => {
    const started = startTestHub();
    const lines = Array.from({ length: 1250 }, (_, index) => gcm(`g${index}`));
    const result = await run(started, "ImportCreateRegistrations", lines);
    expect(result.output.trim().split("\r\n")).toHaveLength(1250);
    expect(started.hub.devices.list({ limit: 2000 })).toHaveLength(1250);
  });

  it("writes no line of its results twice when the process was killed between results and registrations", async () => {
    const store = createMemoryStore();
    let killed = false;
    const dying: RecordStore = {
      ...store,
      commit(changes) {
        // What a killed process leaves: the files as they were written, and the records of its last
        // transaction.
        killed ||= store.records.size > 600 && changes.some(({ kind }) => kind === "registration");
        if (killed) throw new Error("killed");
        store.commit(changes);
      },
    };
    const files = new Map<string, string>();
    const empty = createMemoryBlobStore(() => NOW);
    const blobs: BlobStore = {
      list: (container) => empty.list(container),
      containers: () => empty.containers(),
      removeContainer: (container) => empty.removeContainer(container),
      clear: () => empty.clear(),
      read: (container, name) => files.get(`${container}/${name}`),
      write(container, name, text) {
        if (!killed) files.set(`${container}/${name}`, text);
      },
      append(container, name, text) {
        files.set(`${container}/${name}`, (files.get(`${container}/${name}`) ?? "") + text);
      },
    };
    const lines = Array.from({ length: 1_600 }, (_, index) => (index % 400 === 7 ? "nonsense é" : gcm(`g${index}`)));
    blobs.write("acc/in", "list.txt", lines.join("\r\n"));
    const first = startTestHub({ store: dying, blobs });
    const submitted = await submit(first, "ImportCreateRegistrations", `${ACCOUNT}/in/list.txt`);
    const id = /<JobId>([^<]+)</.exec(submitted.body)?.[1] ?? "";
    while (!killed) await new Promise((resolve) => setTimeout(resolve, 1));
    first.hub.close();
    const output = () => (files.get(`acc/out/demo/${id}/Output.txt`) ?? "").trim().split("\r\n");
    // The process had written the results of a slice whose registrations are missing.
    const registered = [...store.records.values()].filter(({ kind }) => kind === "registration");
    expect(output().length).toBeGreaterThan(registered.length);

    killed = false;
    const second = startTestHub({ store, blobs });
    const state = async () => (await second.call("GET", `/demo/jobs/${id}?api-version=2020-06`)).body;
    while (!(await state()).includes("<Status>Completed<")) await new Promise((resolve) => setTimeout(resolve, 1));
    const numbers = (name: string) =>
      (files.get(`acc/out/demo/${id}/${name}`) ?? "")
        .trim()
        .split("\r\n")
        .map((line) => Number(line.split("\t")[0]));
    const wanted = lines.map((line, index) => ({ line: index + 1, valid: line !== "nonsense é" }));
    expect(numbers("Output.txt")).toEqual(wanted.filter(({ valid }) => valid).map(({ line }) => line));
    expect(numbers("Failed.txt")).toEqual(wanted.filter(({ valid }) => !valid).map(({ line }) => line));
    const written = output().map((line) => /<RegistrationId>([^<]+)</.exec(line)?.[1]);
    const present = second.hub.devices.list({ limit: 2_000 }).flatMap(({ registrationIds }) => registrationIds);
    expect([...written].sort()).toEqual([...present].sort());
  });

  it("removes the results of lines that the store refused", async () => {
    const store = createMemoryStore();
    let full = false;
    const failing: RecordStore = {
      ...store,
      commit(changes) {
        if (full && changes.some(({ kind }) => kind === "registration")) throw new Error("The disk is full.");
        store.commit(changes);
      },
    };
    const started = startTestHub({ store: failing });
    full = true;
    const result = await run(started, "ImportCreateRegistrations", [gcm("g1"), "nonsense"]);
    expect([result.status, result.output, result.failed]).toEqual(["Failed", "", ""]);
    expect(result.body).toContain("<Failure>The job failed: The disk is full.</Failure>");
  });

  it.each([
    [`${ACCOUNT}/in/missing.txt`, "The blob acc/in/missing.txt does not exist."],
    ["ftp://somewhere/else", "The ImportFileUri must be the address of a blob."],
  ])("from %s fails and says why", async (file, failure) => {
    const started = startTestHub();
    const submitted = await submit(started, "ImportCreateRegistrations", file);
    const id = /<JobId>([^<]+)</.exec(submitted.body)?.[1];
    const body = await finished(started, id ?? "");
    expect(body).toContain(`<Status>Failed</Status>`);
    expect(body).toContain(`<Failure>${failure}</Failure>`);
  });
});

/** Fills a hub with registrations `1-0-1`, `1-1-1` and so on. */
async function load(started: TestHub, count: number, handle: string) {
  const records = Array.from({ length: count }, (_, index) => {
    const registrationId = `1-${index}-1`;
    const registration = { platform: "gcm", handle: `${handle}${index}`, registrationId, etag: "1" };
    return { hub: "demo", kind: "registration", id: registrationId, value: { registration } };
  });
  await started.hub.snapshot.import(JSON.stringify({ format: "nh-hub-snapshot", version: 1, records }));
}

describe("an export", () => {
  it("covers only its own hub, even where a seed gives the jobs of two hubs the same id", async () => {
    const hubs = [startTestHub({ random: () => 0.5 }), startTestHub({ random: () => 0.5 })] as const;
    await Promise.all(hubs.map((started, index) => load(started, 1_200, index === 0 ? "mine-" : "yours-")));
    const [mine, yours] = await Promise.all(hubs.map((started) => run(started, "ExportRegistrations")));
    expect(mine?.id).toBe(yours?.id);
    expect(mine?.output.match(/>mine-\d+</g)).toHaveLength(1_200);
    expect(yours?.output.match(/>yours-\d+</g)).toHaveLength(1_200);
  });

  it("writes every registration on a line, with the expiration and the tags that an import refuses", async () => {
    const started = startTestHub();
    await run(started, "ImportUpsertRegistrations", [gcm("g1", "1-1-1")]);
    await started.install("phone", { tags: ["a"] });
    const exported = await run(started, "ExportRegistrations");
    const lines = exported.output.trim().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(
      "<RegistrationId>1-1-1</RegistrationId><Tags>t</Tags><GcmRegistrationId>g1</GcmRegistrationId>",
    );
    expect(lines[1]).toContain("<Tags>$InstallationId:{phone},a</Tags><DeviceToken>AA11BB22</DeviceToken>");
    expect(lines[0]).toContain(
      'i:type="GcmRegistrationDescription" xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><ETag>1</ETag><ExpirationTime>9999-12-31T23:59:59.9999999Z</ExpirationTime>',
    );
    const other = startTestHub();
    const refused = await run(other, "ImportUpsertRegistrations", lines);
    expect(refused.failed.match(/BadRequest,Bad Format/g)).toHaveLength(2);
    await run(other, "ImportUpsertRegistrations", [
      (lines[0] ?? "").replace(/<ExpirationTime>.*<\/ExpirationTime>/, ""),
    ]);
    expect(await listed(other)).toEqual([{ id: "1-1-1", tags: "t", handle: "g1" }]);
  });

  it("of more than one slice shows the registrations of one moment", async () => {
    const started = startTestHub();
    await load(started, 5_000, "g");
    const exporting = run(started, "ExportRegistrations");
    let jobs = "";
    while (!/<Status>(?:Running|Completed)</.test(jobs)) {
      await new Promise((resolve) => setImmediate(resolve));
      jobs = (await started.call("GET", "/demo/jobs?api-version=2020-06")).body;
    }
    expect(jobs).toContain("<Status>Running</Status>");
    await started.call("DELETE", "/demo/registrations/1-4999-1?api-version=2020-06", { headers: { "If-Match": "*" } });
    const exported = (await exporting).output.trim().split("\r\n");
    expect(exported).toHaveLength(5_000);
    expect(exported.at(-1)).toContain("<RegistrationId>1-4999-1</RegistrationId>");
  });

  it("to an address that is not a container fails", async () => {
    const started = startTestHub();
    const submitted = await submit(started, "ExportRegistrations", undefined, "https://acc.blob.core.windows.net/");
    const id = /<JobId>([^<]+)</.exec(submitted.body)?.[1];
    const body = await finished(started, id ?? "");
    expect(body).toContain("<Failure>The OutputContainerUri must be the address of a blob container.</Failure>");
  });
});

describe("listing jobs", () => {
  it("is a feed of this hub's jobs, titled jobs", async () => {
    const started = startTestHub();
    await run(started, "ExportRegistrations");
    await run(started, "ExportRegistrations");
    const reply = await started.call("GET", "/demo/jobs?api-version=2020-06");
    expect(reply.status).toBe(200);
    expect(reply.body).toContain('<title type="text">jobs</title>');
    expect(reply.body.match(/<JobId>/g)).toHaveLength(2);
    const other = await started.call("GET", "/other/jobs?api-version=2020-06");
    expect(other.body).not.toContain("<JobId>");
  });

  it("holds the last 1,000, even after a restart", async () => {
    const records = new Map<string, StoredRecord>();
    const store: RecordStore = {
      load: () => records.values(),
      commit(changes) {
        for (const change of changes) {
          if (change.value === undefined) records.delete(change.id);
          else records.set(change.id, change);
        }
      },
      close() {},
    };
    let now = NOW;
    const started = startTestHub({ store, now: () => now });
    const first = await run(started, "ExportRegistrations");
    for (let count = 1; count <= 1000; count++) {
      now++;
      await submit(started, "ExportRegistrations");
      if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await started.call("GET", `/demo/jobs/${first.id}?api-version=2020-06`)).status).toBe(404);
    const count = async (hub: TestHub) =>
      (await hub.call("GET", "/demo/jobs?api-version=2020-06")).body.match(/<JobId>/g)?.length;
    expect([await count(started), await count(startTestHub({ store }))]).toEqual([1000, 1000]);
  });

  it("an unknown job is 404", async () => {
    expect((await startTestHub().call("GET", "/demo/jobs/x?api-version=2020-06")).status).toBe(404);
  });
});
