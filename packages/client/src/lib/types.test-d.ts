import { apple, content, type Platform } from "@nh/payloads";
import { describe, expectTypeOf, it } from "vitest";
import {
  type Audience,
  type CallResponse,
  type ChangeResult,
  type ContentResult,
  type DetailedResult,
  device,
  type EnqueuedResult,
  everyone,
  type Fetch,
  NotificationHubClient,
  type WithResponse,
} from "../index.js";

declare const client: NotificationHubClient;
declare const test: boolean;
const hello = apple({ alert: "Hello" });

describe("send", () => {
  it("needs an audience", () => {
    // @ts-expect-error a send without an audience would have to guess whom it is for
    client.send(hello);
    // @ts-expect-error nothing is not an audience
    client.send(hello, undefined);
    // @ts-expect-error an object that parsed JSON could be is not an audience
    client.send(hello, { kind: "everyone" });
  });

  it("resolves with counts for a test send only", () => {
    expectTypeOf(client.send(hello, "a")).resolves.toEqualTypeOf<EnqueuedResult>();
    expectTypeOf(client.send(hello, "a", { test: false })).resolves.toEqualTypeOf<EnqueuedResult>();
    expectTypeOf(client.send(hello, "a", { test: true })).resolves.toEqualTypeOf<DetailedResult>();
    expectTypeOf(client.send(hello, "a", { test })).resolves.toEqualTypeOf<EnqueuedResult | DetailedResult>();
    expectTypeOf<EnqueuedResult>().not.toHaveProperty("outcome");
  });

  it("resolves with one result or error per platform for a content", () => {
    const news = content({ title: "Goal!" });
    expectTypeOf(client.send(news, "a", { platforms: ["apple"] })).resolves.toEqualTypeOf<
      ContentResult<EnqueuedResult>
    >();
    expectTypeOf(client.send(news, "a", { test: true })).resolves.toEqualTypeOf<ContentResult<DetailedResult>>();
    expectTypeOf<ContentResult<EnqueuedResult>["platforms"]["apple"]>().toEqualTypeOf<
      EnqueuedResult | Error | undefined
    >();
    // @ts-expect-error ios is not the name of a platform
    hub.send(news, "a", { platforms: ["ios"] });
    // @ts-expect-error one notification is for one platform
    hub.send(hello, "a", { platforms: ["apple"] });
  });

  it("has withResponse, with one response, or one per platform for a content", () => {
    expectTypeOf(client.send(hello, "a").withResponse()).resolves.toEqualTypeOf<
      WithResponse<EnqueuedResult, CallResponse>
    >();
    expectTypeOf(client.send(hello, "a", { test: true }).withResponse()).resolves.toEqualTypeOf<
      WithResponse<DetailedResult, CallResponse>
    >();
    const { withResponse } = client.send(content({ title: "Goal!" }), "a");
    expectTypeOf(withResponse()).resolves.toEqualTypeOf<{
      readonly data: ContentResult<EnqueuedResult>;
      readonly responses: Readonly<Partial<Record<Platform, CallResponse>>>;
    }>();
    expectTypeOf(client.installations.delete("1").withResponse()).resolves.toEqualTypeOf<
      WithResponse<ChangeResult, CallResponse>
    >();
    expectTypeOf(client.installations.addTags("1", []).withResponse()).resolves.toEqualTypeOf<
      WithResponse<ChangeResult, CallResponse | undefined>
    >();
    // A promise as any other, so it can be returned where one is expected.
    expectTypeOf(client.send(hello, "a")).toExtend<Promise<EnqueuedResult>>();
  });

  it("is not any anywhere", () => {
    expectTypeOf(client.send(hello, "a")).not.toBeAny();
    expectTypeOf(everyone()).not.toBeAny();
    expectTypeOf(device("h")).not.toBeAny();
    expectTypeOf<Audience>().not.toBeAny();
  });
});

describe("fetch", () => {
  it("takes the standard one", () => {
    expectTypeOf(globalThis.fetch).toExtend<Fetch>();
  });
});

describe("options", () => {
  it("may be undefined, and may not be misspelt", () => {
    new NotificationHubClient("", "hub", { timeoutMs: undefined, retry: undefined });
    // @ts-expect-error the option is called timeoutMs
    new NotificationHubClient("", "hub", { timeout: 5 });
  });
});
