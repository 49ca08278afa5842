import { need } from "../argument-error.js";
import { createHttpClient } from "../http/http-client.js";
import { readServiceUrl, targetOf } from "../http/origin.js";
import { invalidCredential } from "../platform-error.js";
import { type ClientOptions, setUp } from "../push/options.js";
import { perNotification } from "../push/per-notification.js";
import { createPushClient, type PushClient } from "../push/push-client.js";
import { judgeXiaomiResponse } from "./judge-response.js";
import { xiaomiForm } from "./xiaomi-form.js";

/** The servers of Mi Push by region (dev.mi.com, "Server API Address and Parameters"). */
const servers = {
  china: "https://api.xmpush.xiaomi.com",
  europe: "https://fr-api.xmpush.global.xiaomi.com",
  global: "https://api.xmpush.global.xiaomi.com",
  india: "https://idmb-api.xmpush.global.xiaomi.com",
  russia: "https://ru-api.xmpush.global.xiaomi.com",
  sandbox: "https://sandbox.xmpush.xiaomi.com",
  singapore: "https://sgp-api.xmpush.global.xiaomi.com",
} as const;

/** The region of the devices. `singapore` is for all countries without their own region. */
export type XiaomiRegion = keyof typeof servers;

/** The options of {@link createXiaomi}: the secret of an app, and how to connect. */
export interface XiaomiOptions extends ClientOptions {
  readonly appSecret: string;
  /** Default `china`. */
  readonly region?: XiaomiRegion | undefined;
}

/**
 * Creates a client for Xiaomi's Mi Push. A handle is a registration ID. The body of a notification
 * needs `restricted_package_name`.
 *
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when the secret is missing or cannot be sent in a
 * header.
 * @throws {ArgumentError} for an unknown or invalid option.
 * @example
 * ```ts
 * const client = createXiaomi({ appSecret, region: "europe" });
 * const result = await client.push(xiaomi({ title: "Your order is here", description: "Number 7" }), registrationId);
 * ```
 */
export function createXiaomi(options: XiaomiOptions): PushClient {
  const setup = setUp(options, ["appSecret", "region"]);
  const { appSecret, region = "china" } = options;
  if (typeof appSecret !== "string" || !/^[!-~]+$/.test(appSecret)) {
    throw invalidCredential("xiaomi", "appSecret must be a string.", "Copy it from the Xiaomi developer console.");
  }
  need(Object.hasOwn(servers, region), "region", `one of ${Object.keys(servers).join(", ")}`);
  const target = targetOf(new URL("/v3/message/regid", readServiceUrl(options.url, servers[region], "url")));
  const http = createHttpClient(setup.ca);
  const formOf = perNotification(xiaomiForm);

  return createPushClient<string>(
    {
      platform: "xiaomi",
      name: "Mi Push",
      prepare(notification, handle) {
        // A comma would separate several targets.
        need(typeof handle === "string" && /^[^,\s]+$/.test(handle), "handle", "one registration ID, without commas");
        const form = new URLSearchParams(formOf(notification));
        form.set("registration_id", handle);
        const body = Buffer.from(form.toString());
        const headers = {
          authorization: `key=${appSecret}`,
          "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
          "content-length": body.length,
        };
        return async (wait) => {
          const response = await http.post({ target, headers, body }, wait);
          return { result: judgeXiaomiResponse(response, handle, setup.now(), [appSecret]) };
        };
      },
      close() {
        http.close();
      },
    },
    setup,
  );
}
