import type { NotificationHubJob } from "@nh/wire";
import { encodeRegistration } from "@nh/wire/server";
import { describe, expect, it } from "vitest";
import {
  collect,
  connectHub,
  connectScript,
  jobsOf,
  registrationsOf,
  rejection,
  respondWith,
} from "../../../test/connect-hub.js";

const account = "https://account.blob.core.windows.net";
const output = `${account}/out?sv=1&sp=rwl&sig=secret`;
const fast = { pollIntervalMs: 1, maxPollIntervalMs: 2 };
const connect = () => {
  const connected = connectHub();
  return { ...connected, jobs: jobsOf(connected.context) };
};

describe("jobs", () => {
  it("import registrations, tell their progress, and are listed", async () => {
    const { hub, jobs, context, sent } = connect();
    const lines = ["gcm-1", "gcm-2"].map((handle) =>
      encodeRegistration({ platform: "gcm", handle, tags: ["imported"] }),
    );
    const upload = new Request("https://localhost/_nh/blobs/account/in/list.txt", {
      method: "PUT",
      body: lines.join("\n"),
    });
    expect((await hub.fetch(upload)).status).toBe(204);
    const submitted = await jobs.submit({
      type: "ImportCreateRegistrations",
      outputContainerUri: output,
      importFileUri: `${account}/in/list.txt?sv=1&sp=r&sig=secret`,
    });
    expect(submitted).toMatchObject({ type: "ImportCreateRegistrations", status: "Started", progress: 0 });
    expect(sent[0]).toMatchObject({
      method: "POST",
      target: "/demo/jobs?api-version=2020-06",
      headers: { "Content-Type": "application/atom+xml;type=entry;charset=utf-8" },
    });
    const seen: NotificationHubJob[] = [];
    const finished = await jobs.wait(submitted, { ...fast, onProgress: (job) => seen.push(job) });
    expect(finished).toMatchObject({ jobId: submitted.jobId, status: "Completed", progress: 100 });
    expect(finished.outputFileName).toBe(`//demo/${submitted.jobId}/Output.txt`);
    expect(seen.at(-1)).toEqual(finished);
    expect(await jobs.get(submitted.jobId ?? "")).toEqual(finished);
    expect(await collect(jobs.list())).toEqual([finished]);
    const imported = await collect(registrationsOf(context).listByTag("imported"));
    expect(imported.map(({ handle }) => handle).sort()).toEqual(["gcm-1", "gcm-2"]);
  });

  it("are returned when they failed, with the reason", async () => {
    const { jobs } = connect();
    const job = await jobs.submit({
      type: "ImportDeleteRegistrations",
      outputContainerUri: output,
      importFileUri: `${account}/in/missing.txt?sig=s`,
    });
    const failed = await jobs.wait(job.jobId ?? "", fast);
    expect(failed.status).toBe("Failed");
    expect(failed.failure).toEqual(expect.any(String));
  });

  it("are not sent without the addresses they need", async () => {
    const { jobs, sent } = connect();
    const request = { type: "ExportRegistrations", outputContainerUri: "" } as const;
    await expect(jobs.submit(request)).rejects.toThrow("outputContainerUri");
    await expect(jobs.submit({ type: "ImportUpsertRegistrations", outputContainerUri: output })).rejects.toThrow(
      "importFileUri",
    );
    await expect(jobs.submit({} as typeof request)).rejects.toThrow(TypeError);
    expect(sent).toEqual([]);
  });

  it("are submitted once when the response is lost, and the secret stays out of the error", async () => {
    const { hub, jobs, sent } = connect();
    hub.faults.add({ match: { operation: "submitJob" }, answer: { status: 500, after: "processing" }, count: 1 });
    const error = await rejection(jobs.submit({ type: "ExportRegistrations", outputContainerUri: output }));
    expect(error).toMatchObject({ code: "NH_SERVER_ERROR", mayHaveBeenSent: true });
    expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain("secret");
    expect(sent).toHaveLength(1);
  });

  it("that are unknown are not found", async () => {
    await expect(connect().jobs.get("none")).rejects.toMatchObject({ code: "NH_NOT_FOUND" });
  });

  it("get their id from Location when the entry has none", async () => {
    const entry =
      '<entry xmlns="http://www.w3.org/2005/Atom"><content type="application/xml"><NotificationHubJob xmlns="http://schemas.microsoft.com/netservices/2010/10/servicebus/connect"><Type>ExportRegistrations</Type><OutputContainerUri>https://a/b</OutputContainerUri></NotificationHubJob></content></entry>';
    const location = "https://contoso.servicebus.windows.net/demo/jobs/2518j?api-version=2020-06";
    const request = { type: "ExportRegistrations", outputContainerUri: output } as const;
    const named = connectScript(async () => respondWith(201, entry, { Location: location }));
    expect((await jobsOf(named).submit(request)).jobId).toBe("2518j");
    const nameless = connectScript(async () => respondWith(201, entry));
    const job = await jobsOf(nameless).submit(request);
    expect(job.jobId).toBeUndefined();
    await expect(jobsOf(nameless).wait(job)).rejects.toThrow(TypeError);
    await expect(jobsOf(nameless).wait("2518j", { ...fast, timeoutMs: 20 })).rejects.toThrow(
      'Gave up waiting for job "2518j" after 20 ms (timeoutMs); it is still Started at 0 %.',
    );
  });

  it("that were accepted with a response that cannot be read have the id of Location, and can be waited for", async () => {
    const location = "https://contoso.servicebus.windows.net/demo/jobs/2518j?api-version=2020-06";
    const context = connectScript(async () => respondWith(201, "<html>", { Location: location }));
    const request = {
      type: "ImportCreateRegistrations",
      outputContainerUri: output,
      importFileUri: `${account}/in?sig=s`,
    } as const;
    // What an earlier submission left on it says nothing about this one.
    const again = { ...request, jobId: "old", status: "Failed", failure: "lines" } as const;
    expect(await jobsOf(context).submit(again)).toEqual({ ...request, jobId: "2518j", status: "Started", progress: 0 });
  });

  it("that were accepted with a response that neither can be read nor names them are not taken for undone", async () => {
    const context = connectScript(async () => respondWith(201, "", { TrackingId: "t-1\u001b[31m" }));
    const error = await rejection(jobsOf(context).submit({ type: "ExportRegistrations", outputContainerUri: output }));
    expect(error).toMatchObject({
      code: "NH_CONNECTION",
      mayHaveBeenSent: true,
      attempts: 1,
      request: { method: "POST", url: "https://contoso.servicebus.windows.net/demo/jobs", headers: {} },
      cause: { code: "NH_WIRE_UNEXPECTED" },
    });
    expect(String(error)).toMatch(
      /^HubConnectionError: The service accepted jobs\.submit with 201 and has probably carried it out, but its response could not be read: Unexpected job: .*\. Tracking id t-1 \[31m\.$/,
    );
  });
});
