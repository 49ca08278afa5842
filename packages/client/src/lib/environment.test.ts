import { afterEach, describe, expect, it, vi } from "vitest";
import { respondWith } from "../../test/connect-hub.js";
import { isArgumentError } from "./argument-error.js";
import { NotificationHubClient } from "./client.js";

afterEach(() => vi.unstubAllEnvs());

const namespace = (name: string) =>
  `Endpoint=sb://${name}.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0`;

function setEnvironment(variables: Record<string, string | undefined>): void {
  const all = [
    "NH_CONNECTION_STRING",
    "NH_HUB",
    "NOTIFICATIONHUBS_CONNECTION_STRING",
    "NOTIFICATION_HUB_NAME",
    "NH_LOG",
  ];
  for (const name of all) vi.stubEnv(name, variables[name]);
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("a client without a connection string", () => {
  it("takes NH_CONNECTION_STRING and NH_HUB", () => {
    setEnvironment({ NH_CONNECTION_STRING: namespace("contoso"), NH_HUB: "shop" });
    const { endpoint, hubName } = new NotificationHubClient();
    expect({ endpoint, hubName }).toEqual({ endpoint: "https://contoso.servicebus.windows.net/", hubName: "shop" });
  });

  it("takes the names of Azure's samples, with the hub that goes with them", () => {
    setEnvironment({
      NOTIFICATIONHUBS_CONNECTION_STRING: namespace("fabrikam"),
      NOTIFICATION_HUB_NAME: "news",
      NH_HUB: "shop",
    });
    expect(new NotificationHubClient()).toMatchObject({
      endpoint: expect.stringContaining("fabrikam"),
      hubName: "news",
    });
  });

  it("prefers the hub that is passed, and options", () => {
    setEnvironment({ NH_CONNECTION_STRING: namespace("contoso"), NH_HUB: "shop" });
    expect(new NotificationHubClient(undefined, "other").hubName).toBe("other");
  });

  it("says which variable is wrong, without its content", () => {
    setEnvironment({ NH_CONNECTION_STRING: "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKey=topsecret" });
    const error = thrownBy(() => new NotificationHubClient()) as Error;
    expect(error.message).toMatch(/^NH_CONNECTION_STRING: /);
    expect(error.message).not.toContain("topsecret");
  });

  it("says which variables to set when none is", () => {
    setEnvironment({});
    const error = thrownBy(() => new NotificationHubClient());
    expect(isArgumentError(error)).toBe(true);
    expect((error as Error).message).toContain("set NH_CONNECTION_STRING and NH_HUB");
  });

  it("works where there is no process", () => {
    vi.stubGlobal("process", undefined);
    try {
      expect(isArgumentError(thrownBy(() => new NotificationHubClient()))).toBe(true);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe("a client with a connection string", () => {
  it("ignores the environment", () => {
    setEnvironment({ NH_CONNECTION_STRING: namespace("contoso"), NH_HUB: "shop" });
    expect(new NotificationHubClient(namespace("fabrikam"), "news")).toMatchObject({
      endpoint: "https://fabrikam.servicebus.windows.net/",
      hubName: "news",
    });
    expect(() => new NotificationHubClient(namespace("fabrikam"))).toThrow(/hub name must have/);
  });
});

describe("NH_LOG=debug", () => {
  it.each([
    [undefined, 2],
    [false, 0],
  ])("dumps with dump: %s to standard error %i times", async (dump, times) => {
    setEnvironment({ NH_LOG: "debug" });
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const client = new NotificationHubClient(namespace("contoso"), "shop", {
      fetch: async () => respondWith(201),
      ...(dump === undefined ? {} : { dump }),
    });
    await client.send({ platform: "apple", contentType: "application/json", headers: {}, body: "{}" }, "news");
    expect(log).toHaveBeenCalledTimes(times);
    log.mockRestore();
  });
});
