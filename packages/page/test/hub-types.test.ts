import * as hub from "@nh/hub";
import { describe, expect, expectTypeOf, it } from "vitest";
import type * as page from "../src/web/hub/types.js";

/** What is left of a type in JSON: a property that is undefined is absent. */
type Json<Type> = Type extends readonly (infer Item)[]
  ? readonly Json<Item>[]
  : Type extends object
    ? { readonly [Name in keyof Type]: Json<Exclude<Type[Name], undefined>> }
    : Type;

// Checked by the compiler: what the hub hands out is what the page reads. A platform is a plain
// string in the hub's explanations, since it explains unknown ones, too.
type Explained<Type extends { readonly platform: unknown }> = Omit<Type, "platform" | "devices">;
expectTypeOf<Json<hub.SendFacts>>().toExtend<page.SendFacts>();
expectTypeOf<Json<hub.RequestRecord>>().toExtend<page.HubRequest>();
expectTypeOf<Json<hub.Delivery>>().toExtend<page.Delivery>();
expectTypeOf<Json<hub.PushReport>>().toExtend<page.PushReport>();
expectTypeOf<Json<hub.Device>>().toExtend<page.Device>();
expectTypeOf<Explained<Json<hub.ExplainedDevice>>>().toExtend<Explained<page.ExplainedDevice>>();
expectTypeOf<Explained<Json<hub.Explanation>>>().toExtend<Explained<page.Explanation>>();
expectTypeOf<hub.ExplainStep>().toEqualTypeOf<page.ExplainStep>();
expectTypeOf<hub.AccessVerdict>().toEqualTypeOf<Exclude<page.HubRequest["access"], null>>();
expectTypeOf<page.ExplainInput>().toExtend<hub.ExplainOptions>();
expectTypeOf<Json<ReturnType<hub.Hub["faults"]["scenarios"]>[number]>>().toExtend<page.Scenario>();

/** The names of a type's properties, none more and none less. */
const properties = <Type>(names: Record<keyof Type, true>): string[] => Object.keys(names).sort();

const documents: Record<string, string[]> = {
  Request: properties<page.HubRequest>({
    id: true,
    at: true,
    method: true,
    url: true,
    operation: true,
    requestHeaders: true,
    requestBody: true,
    status: true,
    responseHeaders: true,
    responseBody: true,
    durationMs: true,
    notes: true,
    send: true,
    access: true,
    faulted: true,
  }),
  Delivery: properties<page.Delivery>({
    id: true,
    at: true,
    hub: true,
    notificationId: true,
    platform: true,
    handle: true,
    registrationId: true,
    installationId: true,
    tags: true,
    template: true,
    headers: true,
    body: true,
    outcome: true,
    push: true,
  }),
  PushReport: properties<page.PushReport>({
    state: true,
    at: true,
    status: true,
    reason: true,
    hint: true,
    id: true,
    mayHaveBeenPushed: true,
  }),
  Device: properties<page.Device>({
    hub: true,
    platform: true,
    handle: true,
    installationId: true,
    userId: true,
    registrationIds: true,
    tags: true,
    templates: true,
    pushVariables: true,
    expired: true,
  }),
  ExplainRequest: properties<page.ExplainInput>({
    hub: true,
    platform: true,
    audience: true,
    body: true,
    headers: true,
    limit: true,
  }),
  ExplainedDevice: properties<page.ExplainedDevice>({
    platform: true,
    handle: true,
    registrationId: true,
    installationId: true,
    template: true,
    tags: true,
    reached: true,
    steps: true,
    missing: true,
    body: true,
    headers: true,
  }),
  Explanation: properties<page.Explanation>({
    hub: true,
    platform: true,
    expression: true,
    answer: true,
    matched: true,
    candidates: true,
    tagCounts: true,
    summary: true,
    devices: true,
  }),
  ActiveFault: properties<page.ActiveFault>({
    id: true,
    answer: true,
    match: true,
    probability: true,
    count: true,
    hits: true,
  }),
  Scenario: properties<page.Scenario>({ name: true, description: true }),
  Clock: properties<page.ClockState>({ now: true, frozen: true }),
  Connection: properties<page.Connection>({
    hub: true,
    connectionString: true,
    tlsConnectionString: true,
    certificatePath: true,
    pushKey: true,
  }),
};

interface Schema {
  readonly properties: Readonly<Record<string, { readonly items?: Schema }>>;
}

describe("the page's types of the control API", async () => {
  const running = hub.createHub();
  const response = await running.fetch(new Request("http://localhost/_nh/openapi.json"));
  const { components } = (await response.json()) as { components: { schemas: Record<string, Schema> } };
  running.close();

  it.each(Object.entries(documents))("name the properties of %s", (name, expected) => {
    expect(Object.keys(components.schemas[name]?.properties ?? {}).sort()).toEqual(expected);
  });

  it("name the properties of a count of devices", () => {
    const counts = components.schemas.Hubs?.properties.hubs?.items?.properties ?? {};
    expect(Object.keys(counts).sort()).toEqual(
      properties<page.HubCount>({ name: true, installations: true, registrations: true }),
    );
  });
});
