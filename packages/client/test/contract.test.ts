import { createHub } from "@nh/hub";
import { describe, expect, it } from "vitest";
import { compare } from "./contract/compare.mjs";
import { steps } from "./contract/operations.mjs";
import { formOf, record } from "./contract/record.mjs";

describe("the contract test", () => {
  it("finds no difference between two local hubs, and leaves nothing behind", async () => {
    const hub = createHub({ hubs: ["shop"] });
    const other = createHub({ hubs: ["shop"] });
    const service = await record(hub.connectionString, "shop", hub.fetch);
    const rows = compare(service, await record(other.connectionString, "shop", other.fetch));
    expect(rows.map(({ title }) => title)).toEqual(steps.map(({ title }) => title));
    expect(rows.flatMap(({ differences }) => differences)).toEqual([]);
    expect(service.filter(({ code }) => code === "ok")).toHaveLength(steps.length - 2);
    expect(hub.devices.list()).toEqual([]);
    hub.close();
    other.close();
  });

  it("names a status, an error and an element that differ", async () => {
    const hub = createHub({ hubs: ["shop"] });
    const other = createHub({ hubs: ["shop"] });
    const changed = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const response = await hub.fetch(new Request(url, init));
      const isSend = String(url).includes("/messages");
      return isSend ? new Response("<Error><New/></Error>", { status: 400 }) : response;
    };
    const service = await record(hub.connectionString, "shop", changed);
    const rows = compare(service, await record(other.connectionString, "shop", other.fetch));
    const send = rows.find(({ title }) => title === "sends to the tag");
    expect(send?.differences).toEqual([
      'code: the service has "NH_BAD_REQUEST", the local hub "ok"',
      'status: the service has "400", the local hub "201"',
      expect.stringMatching(/^headers: /),
      'body: the service has "XML: Error New", the local hub "empty"',
    ]);
    hub.close();
    other.close();
  });

  it("deletes the installation when a step breaks off", async () => {
    const hub = createHub({ hubs: ["shop"] });
    const broken = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
      if (String(url).includes("/registrations")) throw new TypeError("broken");
      return hub.fetch(new Request(url, init));
    };
    await record(hub.connectionString, "shop", broken);
    expect(hub.devices.list()).toEqual([]);
    hub.close();
  });

  it.each([
    ["", "empty"],
    ['{"b":[{"c":1}],"a":null}', "JSON: a b c"],
    ['<?xml version="1.0"?><b><a x="1"/></b>', "XML: a b"],
    ["hello", "text"],
  ])("reads the form of %s", (text, form) => {
    expect(formOf(text)).toBe(form);
  });
});
