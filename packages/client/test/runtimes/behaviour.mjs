// What the client promises, checked on whatever runtime loads this file: no test runner and nothing
// but Web APIs.
import {
  anyOf,
  device,
  everyone,
  isAudienceError,
  isHubConnectionError,
  isHubResponseError,
  isHubTimeoutError,
  NotificationHubClient,
} from "@nh/client";
import { isArgumentError, NamespaceClient } from "@nh/client/management";
import { createContext, send } from "@nh/client/operations";
import { apple } from "@nh/payloads";

function equal(actual, expected, what) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left} instead of ${right}`);
}

async function failureOf(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the call should have failed");
}

const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const base64Url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** A key on the curve P-256, as APNs and as Web Push have it. */
async function generateP256() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return {
    p8: base64(await crypto.subtle.exportKey("pkcs8", pair.privateKey)),
    vapid: { publicKey: base64Url(await crypto.subtle.exportKey("raw", pair.publicKey)), privateKey: d },
  };
}

/** A response as any `fetch` gives it. */
const respond = (status, headers = {}, body = "") => new Response(body, { status, headers });

/** Every check by what it shows. Each gets the connection string of a local hub that is empty. */
const checks = {
  "sends to the devices whose tags match": async ({ client, tag }) => {
    const installation = { installationId: tag, platform: "apns", pushChannel: "ab".repeat(32), tags: [tag] };
    await client.installations.put(installation);
    const result = await client.send(apple({ alert: "Hello" }), tag, { test: true });
    equal(result.state, "detailed", "state");
    equal([result.outcome.success, result.outcome.failure], [1, 0], "outcome");
  },
  "reads back, finds and deletes an installation": async ({ client, tag }) => {
    await client.installations.put({ installationId: tag, platform: "fcmv1", pushChannel: "token-1", tags: [tag] });
    equal((await client.installations.get(tag)).tags, [tag], "tags");
    equal(await client.installations.exists(tag), true, "exists");
    await client.installations.delete(tag);
    equal(await client.installations.exists(tag), false, "exists");
  },
  "resolves a send with its identifiers": async ({ client }) => {
    const result = await client.send(apple({ alert: "Hello" }), everyone());
    equal([result.state, result.attempts], ["enqueued", 1], "result");
    equal(typeof result.notificationId, "string", "notification id");
    equal(typeof result.trackingId, "string", "tracking id");
  },
  "manages hubs, and checks their keys": async ({ connectionString, options, tag }) => {
    const namespace = new NamespaceClient(connectionString, options);
    const [one, other] = [await generateP256(), await generateP256()];
    const ids = { keyId: "ABC123DEFG", teamId: "TEAM123456", bundleId: "com.contoso.shop" };
    const apns = { key: one.p8, ...ids, environment: "production" };
    const browser = { subject: "mailto:push@contoso.example", ...one.vapid };
    const name = `hub-${tag}`;
    const created = await namespace.hubs.create(name, { credentials: { apns, browser } });
    equal(created.credentials.browser, browser, "credential");
    const mixed = { ...browser, privateKey: other.vapid.privateKey };
    const error = await failureOf(namespace.hubs.update(name, { credentials: { browser: mixed } }));
    equal([isArgumentError(error), error.argument], [true, "credentials.browser.privateKey"], "refused keys");
    await namespace.hubs.delete(name);
    equal(await namespace.hubs.exists(name), false, "exists");
    await namespace.close();
  },
  "sends through the free functions, and to a handle": async ({ connectionString, options }) => {
    const context = createContext(connectionString, "hub", options);
    const result = await send(context, apple({ alert: "Hello" }), device("cd".repeat(32)));
    equal(result.state, "enqueued", "state");
    await context.close();
  },
  "parses an expression that is not plain": async ({ client }) => {
    equal((await client.send(apple({ alert: "Hello" }), "(a || b) && !c")).state, "enqueued", "state");
    const error = await failureOf(client.send(apple({ alert: "Hello" }), "(a || b"));
    equal([error.code, error.column], ["NH_TAG_SYNTAX", 8], "error");
  },
  "broadcasts only when told so": async ({ client }) => {
    for (const audience of [undefined, "", []]) {
      const error = await failureOf(client.send(apple({ alert: "Hello" }), audience));
      equal([isAudienceError(error), error.code], [true, "NH_AUDIENCE_MISSING"], "error");
    }
  },
  "reports a refusal of the service": async ({ connectionString, options }) => {
    const wrong = connectionString.replace(/SharedAccessKey=[^;]*/, "SharedAccessKey=d3Jvbmc=");
    const client = new NotificationHubClient(wrong, "hub", options);
    const error = await failureOf(client.send(apple({ alert: "Hello" }), anyOf("a", "b")));
    equal(
      [isHubResponseError(error), error.code, error.status, error.attempts],
      [true, "NH_UNAUTHORIZED", 401, 1],
      "error",
    );
    await client.close();
  },
  "retries a send that was put off": async ({ connectionString }) => {
    const responses = [respond(429, { "Retry-After": "0" }), respond(503, { "Retry-After": "0" }), respond(201)];
    const client = new NotificationHubClient(connectionString, "hub", { fetch: async () => responses.shift() });
    equal((await client.send(apple({ alert: "Hello" }), "a")).attempts, 3, "attempts");
  },
  "does not retry a send that may have gone out": async ({ connectionString }) => {
    const failures = [() => Promise.reject(new TypeError("broken")), async () => respond(500)];
    for (const fetch of failures) {
      let requests = 0;
      const count = () => {
        requests++;
        return fetch();
      };
      const client = new NotificationHubClient(connectionString, "hub", { fetch: count });
      const error = await failureOf(client.send(apple({ alert: "Hello" }), "a"));
      equal([isHubConnectionError(error) || isHubResponseError(error), error.mayHaveBeenSent], [true, true], "error");
      equal(requests, 1, "requests");
    }
  },
  "ends an attempt that takes too long": async ({ connectionString }) => {
    const client = new NotificationHubClient(connectionString, "hub", {
      fetch: () => new Promise(() => {}),
      timeoutMs: 30,
    });
    const error = await failureOf(client.send(apple({ alert: "Hello" }), "a"));
    equal([isHubTimeoutError(error), error.code], [true, "NH_TIMEOUT"], "error");
  },
  "passes the caller's abort through": async ({ connectionString }) => {
    const client = new NotificationHubClient(connectionString, "hub", { fetch: () => new Promise(() => {}) });
    const controller = new AbortController();
    const sending = failureOf(client.send(apple({ alert: "Hello" }), "a", { signal: controller.signal }));
    setTimeout(() => controller.abort("enough"), 5);
    equal(await sending, "enough", "reason");
  },
  "knows that nothing was sent when nobody listens": async ({ silentConnectionString, tellsReasons, options }) => {
    if (!tellsReasons) return;
    const client = new NotificationHubClient(silentConnectionString, "hub", options);
    const error = await failureOf(client.send(apple({ alert: "Hello" }), "a"));
    equal([error.code, error.mayHaveBeenSent], ["NH_CONNECTION", false], "error");
    await client.close();
  },
  "does not follow a redirect": async ({ connectionString }) => {
    const inits = [];
    const fetch = async (_url, init) => {
      inits.push(init.redirect);
      return respond(307, { Location: "https://elsewhere.example/" });
    };
    const client = new NotificationHubClient(connectionString, "hub", { fetch });
    equal((await failureOf(client.send(apple({ alert: "Hello" }), "a"))).status, 307, "status");
    equal(inits, ["manual"], "redirect");
  },
  "shows what it sends, without the signature": async ({ connectionString, options }) => {
    const texts = [];
    const client = new NotificationHubClient(connectionString, "hub", { ...options, dump: (text) => texts.push(text) });
    await client.send(apple({ alert: "Hello" }), "a");
    equal([texts.length, texts[0].includes("sig=***"), texts[1].startsWith("HTTP 201")], [2, true, true], "dump");
    await client.close();
  },
};

/**
 * Runs all checks and returns a line for each that failed.
 *
 * @param settings.connectionString A local hub.
 * @param settings.silentConnectionString An address where nobody listens.
 * @param settings.tellsReasons Whether the runtime says why a connection failed. Browsers and
 * workerd do not.
 * @param settings.options Options for the client, such as a `fetch` that leads to the hub.
 */
export async function runChecks(settings) {
  const failures = [];
  let passed = 0;
  for (const [title, check] of Object.entries(checks)) {
    const client = new NotificationHubClient(settings.connectionString, "hub", settings.options);
    try {
      await check({ tellsReasons: true, ...settings, client, tag: `check${passed + failures.length}` });
      passed++;
    } catch (error) {
      failures.push(`${title}: ${error?.stack ?? error}`);
    }
    await client.close();
  }
  return { passed, failures };
}
