import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { bytesAtOnce, classicScript } from "./lib/bundle.js";

/*
 * What an application pays for the client, measured as `pnpm bench bundle-size` does: the built
 * packages, so build them first. The budgets guard against growth. What @azure/notification-hubs
 * takes at once is 19.4 KB for a send by functions, and 24.5 KB for its class.
 */

/** What a program that only sends loads at once. */
const SEND_BUDGET_BYTES = 14 * 1024;
/** What the class loads at once. */
const CLIENT_BUDGET_BYTES = 20 * 1024;

describe("@nh/client, bundled for a browser,", () => {
  it("stays within its budget with a send through the free functions", async () => {
    const bytes = await bytesAtOnce('export { createContext, send } from "@nh/client/operations";');
    expect(bytes).toBeGreaterThan(4 * 1024);
    expect(bytes).toBeLessThanOrEqual(SEND_BUDGET_BYTES);
  });

  it("stays within its budget with the class, alone and with what is mostly imported with it", async () => {
    const alone = await bytesAtOnce('export { NotificationHubClient } from "@nh/client";');
    expect(alone).toBeGreaterThan(3 * 1024);
    expect(alone).toBeLessThanOrEqual(CLIENT_BUDGET_BYTES);
    const usual = 'export { anyOf, everyone, isHubResponseError, NotificationHubClient } from "@nh/client";';
    expect(await bytesAtOnce(usual)).toBeLessThanOrEqual(CLIENT_BUDGET_BYTES);
  });

  it("needs nothing but Web APIs", async () => {
    const code = await classicScript('export { NotificationHubClient } from "@nh/client";');
    expect(code).not.toMatch(/["']node:/);
    // All that this place knows besides the language itself.
    const { AbortController, btoa, console, crypto, performance, TextDecoder, TextEncoder, URL } = globalThis;
    const { clearTimeout, setTimeout } = globalThis;
    const web = {
      AbortController,
      btoa,
      clearTimeout,
      console,
      crypto,
      performance,
      setTimeout,
      TextDecoder,
      TextEncoder,
      URL,
    };
    const connection =
      "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";
    const notification = { platform: "apple", contentType: "application/json", headers: {}, body: "{}" };
    const fetch = async () => ({ status: 201, headers: { get: () => null }, text: async () => "" });
    const run = `(async () => {
      const client = new bundle.NotificationHubClient(connection, "hub", { fetch });
      return (await client.send(notification, "a || b")).state;
    })()`;
    const state: unknown = await runInNewContext(`${code};${run}`, { ...web, connection, fetch, notification });
    expect(state).toBe("enqueued");
  });
});
