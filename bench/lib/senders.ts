import http from "node:http";
import { createSasCredential, parseConnectionString } from "@nh/auth";

/** One way to send, ready to use. The benchmark measures `send`. */
export interface Sender {
  send(): Promise<string | undefined>;
  close(): Promise<void> | void;
}

const body = JSON.stringify({
  aps: {
    alert: { title: "Order shipped", body: "Your order 4711 is on its way and arrives tomorrow." },
    sound: "default",
    badge: 1,
  },
  orderId: "4711",
  deep: "shop://orders/4711",
});
const tags = "(team_red && country_de) || vip_customers || beta_testers";

function connectionString(port: number): string {
  return `Endpoint=http://127.0.0.1:${port}/;SharedAccessKeyName=DefaultFullSharedAccessSignature;SharedAccessKey=bG9jYWwtdGVzdC1rZXktMDEyMzQ1Njc4OWFiY2RlZg==`;
}

/** Every way to send, by name. Each loads only the modules that it needs. */
export const senders: Readonly<Record<string, (port: number) => Promise<Sender>>> = {
  official: async (port) => {
    const { createAppleNotification, NotificationHubsClient } = await import("@azure/notification-hubs");
    const client = new NotificationHubsClient(connectionString(port), "hub", {
      additionalPolicies: [
        {
          position: "perCall",
          policy: {
            name: "allowInsecure",
            sendRequest(request, next) {
              request.allowInsecureConnection = true;
              return next(request);
            },
          },
        },
      ],
    });
    const notification = createAppleNotification({
      body,
      headers: { "apns-push-type": "alert", "apns-priority": "10" },
    });
    return {
      send: async () => (await client.sendNotification(notification, { tagExpression: tags })).notificationId,
      close: () => undefined,
    };
  },
  client: (port) => ourClient(port, undefined),
  "client + undici": async (port) => {
    const { undiciFetch } = await import("@nh/client/undici");
    return ourClient(port, undiciFetch());
  },
  "client + fetch": (port) => ourClient(port, (url, init) => globalThis.fetch(url, init)),
  "node:http by hand": async (port) => {
    const agent = new http.Agent({ keepAlive: true });
    const headers = await rawHeaders(port);
    return {
      send: () =>
        new Promise((resolve, reject) => {
          const path = "/hub/messages/?api-version=2020-06";
          const request = http.request(
            { agent, host: "127.0.0.1", port, path, method: "POST", headers },
            (response) => {
              response.resume();
              response.on("end", () => resolve(idOf(response.headers.location)));
            },
          );
          request.on("error", reject);
          request.end(body);
        }),
      close: () => agent.destroy(),
    };
  },
  "undici Pool.request": async (port) => {
    const { Pool } = await import("undici");
    const pool = new Pool(`http://127.0.0.1:${port}`);
    const headers = await rawHeaders(port);
    return {
      send: async () => {
        const response = await pool.request({
          path: "/hub/messages/?api-version=2020-06",
          method: "POST",
          headers,
          body,
        });
        await response.body.text();
        return idOf(response.headers.location?.toString());
      },
      close: () => pool.close(),
    };
  },
};

async function ourClient(port: number, fetch: import("@nh/client").Fetch | undefined): Promise<Sender> {
  const { NotificationHubClient } = await import("@nh/client");
  const { rawNotification } = await import("@nh/payloads");
  const client = new NotificationHubClient(connectionString(port), "hub", { fetch });
  const headers = { "apns-push-type": "alert", "apns-priority": "10" };
  const notification = rawNotification({ platform: "apple", body, headers });
  return {
    send: async () => (await client.send(notification, tags)).notificationId,
    close: () => client.close(),
  };
}

/**
 * The headers of the same request without a client. The token is signed once, before the
 * measurement.
 */
async function rawHeaders(port: number): Promise<Record<string, string>> {
  const text = connectionString(port);
  const { token } = await createSasCredential(text).getToken(`${parseConnectionString(text).endpoint}hub`);
  return {
    Authorization: token,
    "Content-Type": "application/json;charset=utf-8",
    "ServiceBusNotification-Format": "apple",
    "ServiceBusNotification-Tags": tags,
    "apns-push-type": "alert",
    "apns-priority": "10",
    "Content-Length": String(Buffer.byteLength(body)),
  };
}

function idOf(location: string | undefined): string | undefined {
  return location?.split("?")[0]?.split("/").at(-1);
}
