import { createECDH, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import http2 from "node:http2";
import { apple, browser, fcmV1 } from "@nh/payloads";

/** One way to push, prepared: what is measured is `push`. It throws when the push was not taken. */
export interface Pusher {
  push(number: number): Promise<void>;
  close(): Promise<unknown> | unknown;
}

const alert = { title: "Order shipped", body: "Your order 4711 is on its way and arrives tomorrow." };
const data = { orderId: "4711", deep: "shop://orders/4711" };
const bundleId = "com.example.shop";
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const key = ec.export({ type: "pkcs8", format: "pem" }) as string;
const token = { key, keyId: "ABC1234567", teamId: "DEF1234567" };

/** Every push goes to another device. */
const deviceOf = (number: number): string => number.toString(16).padStart(64, "0");

/** Every way to push, by name. Modules are loaded only by the one that needs them. */
export const pushers: Readonly<Record<string, (apnsPort: number, httpPort: number) => Promise<Pusher>>> = {
  "node:http2 by hand": async (port) => {
    const session = http2.connect(`https://localhost:${port}`);
    const authorization = `bearer ${providerToken()}`;
    const { body } = apple({ alert, sound: "default", badge: 1, data });
    return {
      push: (number) =>
        new Promise((resolve, reject) => {
          const stream = session.request({
            ":method": "POST",
            ":path": `/3/device/${deviceOf(number)}`,
            authorization,
            "apns-topic": bundleId,
            "apns-push-type": "alert",
          });
          let status: number | undefined;
          stream.on("response", (headers) => {
            status = headers[":status"];
          });
          stream.on("data", () => undefined);
          stream.on("error", reject);
          stream.on("end", () => (status === 200 ? resolve() : reject(new Error(`Status ${status}`))));
          stream.end(body);
        }),
      close: () => session.close(),
    };
  },
  "@nh/platforms APNs": async (port) => {
    const { createApns } = await import("@nh/platforms");
    const apns = createApns({ ...token, bundleId, url: `https://localhost:${port}` });
    const notification = apple({ alert, sound: "default", badge: 1, data });
    return {
      push: async (number) => needDelivered(await apns.push(notification, deviceOf(number))),
      close: () => apns.close(),
    };
  },
  apns2: async (port) => {
    const { ApnsClient, Notification } = await import("apns2");
    const { Pool } = await import("undici");
    const client = new ApnsClient({ team: token.teamId, keyId: token.keyId, signingKey: key, defaultTopic: bundleId });
    // It takes no port, so its pool is made again with the same settings.
    const settings = { connections: 32, pipelining: 1, allowH2: true, maxConcurrentStreams: 100 };
    Object.assign(client, { client: new Pool(`https://localhost:${port}`, settings) });
    return {
      push: async (number) => {
        await client.send(new Notification(deviceOf(number), { alert, sound: "default", badge: 1, data }));
      },
      close: () => client.close(),
    };
  },
  "@parse/node-apn": async (port) => {
    const { default: apn } = await import("@parse/node-apn");
    const provider = new apn.Provider({ token, address: "localhost", port, production: true });
    const notification = new apn.Notification();
    Object.assign(notification, {
      topic: bundleId,
      pushType: "alert",
      alert,
      sound: "default",
      badge: 1,
      payload: data,
    });
    return {
      push: async (number) => {
        const { failed } = await provider.send(notification, deviceOf(number));
        if (failed.length > 0) throw new Error(JSON.stringify(failed));
      },
      close: () => provider.shutdown(),
    };
  },
  "web-push": async (_, port) => {
    const { default: webPush } = await import("web-push");
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    webPush.setVapidDetails("mailto:push@example.com", publicKey, privateKey);
    const { body } = browser({ ...alert, data });
    const subscriptions = subscribe(port);
    return {
      push: async (number) => {
        await webPush.sendNotification(subscriptions(number), body);
      },
      close: () => undefined,
    };
  },
  "@nh/platforms Web Push": async (_, port) => {
    const { createWebPush, generateVapidKeys } = await import("@nh/platforms");
    const web = createWebPush({ subject: "mailto:push@example.com", ...(await generateVapidKeys()) });
    const notification = browser({ ...alert, data });
    const subscriptions = subscribe(port);
    return {
      push: async (number) => needDelivered(await web.push(notification, subscriptions(number))),
      close: () => web.close(),
    };
  },
  "fetch with a cached token": async (_, port) => {
    const message = JSON.parse(fcmV1({ notification: alert, data }).body).message as object;
    const url = `https://localhost:${port}/v1/projects/shop/messages:send`;
    const headers = { authorization: "Bearer token", "content-type": "application/json" };
    return {
      push: async (number) => {
        const body = JSON.stringify({ message: { ...message, token: deviceOf(number) } });
        const response = await fetch(url, { method: "POST", headers, body });
        const { name } = (await response.json()) as { name?: string };
        if (response.status !== 200 || name === undefined) throw new Error(`Status ${response.status}`);
      },
      close: () => undefined,
    };
  },
  "@nh/platforms FCM": async (_, port) => {
    const { createFcmV1 } = await import("@nh/platforms");
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const account = {
      project_id: "shop",
      client_email: "pusher@shop.iam.gserviceaccount.com",
      private_key: rsa.export({ type: "pkcs8", format: "pem" }) as string,
    };
    const url = `https://localhost:${port}`;
    const fcm = createFcmV1(account, { url, tokenUrl: `${url}/token` });
    const notification = fcmV1({ notification: alert, data });
    return {
      push: async (number) => needDelivered(await fcm.push(notification, deviceOf(number))),
      close: () => fcm.close(),
    };
  },
};

function needDelivered({ state, reason }: { readonly state: string; readonly reason: string | undefined }): void {
  if (state !== "delivered") throw new Error(`${state}: ${reason}`);
}

function providerToken(): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const claims = { iss: token.teamId, iat: Math.floor(Date.now() / 1000) };
  const signed = `${encode({ alg: "ES256", kid: token.keyId })}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: ec, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
}

/** A hundred browsers in turn. */
function subscribe(port: number) {
  const subscriptions = Array.from({ length: 100 }, (_, index) => {
    const pair = createECDH("prime256v1");
    const keys = { p256dh: pair.generateKeys("base64url"), auth: randomBytes(16).toString("base64url") };
    return { endpoint: `https://localhost:${port}/push/${index}`, keys };
  });
  return (number: number) => subscriptions[number % subscriptions.length] as (typeof subscriptions)[number];
}
