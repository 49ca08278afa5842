import { basename } from "node:path";
import type { BrowserHandle } from "@nh/client";
import { openServiceClient } from "@nh/hub";
import * as platformServices from "@nh/platforms";
import {
  createAdm,
  createApns,
  createFcmV1,
  createWebPush,
  createWns,
  createXiaomi,
  type PushClient,
} from "@nh/platforms";
import { platformWire } from "@nh/wire";
import { inputError, usageError } from "../../cli-error.js";
import { withNamespace } from "../../hub/with-namespace.js";
import { asText } from "../../input/json-fields.js";
import { noteLiteralSecret } from "../../input/literal-secret.js";
import { readBytes } from "../../input/read-bytes.js";
import { parseJsonObject, readInput } from "../../input/read-input.js";
import { resolveSecret } from "../../input/secret-reference.js";
import type { AnyCall } from "../../program/command.js";
import { type CredentialValues, needed } from "./credential-options.js";
import type { ProbedPlatform } from "./platforms.js";

/** Where a client pushes to in place of the servers of the service. */
export interface Servers {
  readonly url?: string | undefined;
  readonly tokenUrl?: string | undefined;
}

/** Takes the handle of any platform, as the hub's client does. */
export type ProbeClient = PushClient<string | BrowserHandle>;

/**
 * A client of the push service, with the credential of the options or of a hub.
 *
 * @throws {CliError} when an option is missing, a file cannot be read, or the hub has no credential
 * for the platform.
 * @throws {PlatformError} NH_CREDENTIAL_INVALID when the credential is not one of the service.
 * @throws {ArgumentError} of `@nh/platforms` when a part of it has the wrong form.
 */
export async function openClient(
  call: AnyCall,
  platform: ProbedPlatform,
  values: CredentialValues,
  servers: Servers,
): Promise<ProbeClient> {
  const client =
    values.fromHub === undefined
      ? await fromOptions(call, platform, values, servers)
      : await fromHub(call, platform, values.fromHub, servers);
  return client as ProbeClient;
}

async function fromHub(call: AnyCall, platform: ProbedPlatform, name: string, servers: Servers): Promise<unknown> {
  const hub = await withNamespace(call, ({ namespace }) => namespace.hubs.get(name, { signal: call.io.signal }));
  const credential = hub.credentials?.[platformWire[platform].credential];
  if (credential === undefined) {
    throw inputError(`The hub ${name} has no credential for ${platform}.`, "nh hubs update adds one.");
  }
  const used = Object.fromEntries(Object.entries(servers).filter(([, value]) => value !== undefined));
  return openServiceClient(platform, credential as never, {
    services: platformServices,
    platforms: [platform],
    hosts: "loopback",
    servers: { [platform]: used },
    concurrency: 1,
    vapid: undefined,
  });
}

async function fromOptions(
  { io, output }: AnyCall,
  platform: ProbedPlatform,
  values: CredentialValues,
  { url, tokenUrl }: Servers,
): Promise<unknown> {
  const secret = async (name: "secret" | "password") => {
    const given = needed(values, name);
    await noteLiteralSecret(`A ${name}`, given, output);
    return resolveSecret(given, io);
  };
  switch (platform) {
    case "apple": {
      const { p8, p12, environment, bundleId } = values;
      if ((p8 === undefined) === (p12 === undefined)) throw usageError("Pass either --p8 or --p12.");
      const common = { environment, url };
      if (p12 !== undefined) {
        const passphrase = values.password === undefined ? undefined : await secret("password");
        return createApns({ certificate: await readBytes(p12, io), passphrase, bundleId, ...common });
      }
      const file = needed(values, "p8");
      const keyId = values.keyId ?? /^AuthKey_(\w+)\.p8$/.exec(basename(file))?.[1] ?? needed(values, "keyId");
      const parts = { keyId, teamId: needed(values, "teamId"), bundleId: needed(values, "bundleId") };
      return createApns({ key: await readBytes(file, io), ...parts, ...common });
    }
    case "fcmv1":
      return createFcmV1(await readInput(needed(values, "serviceAccount"), io), { url, tokenUrl });
    case "browser": {
      const file = needed(values, "vapid");
      const keys = parseJsonObject(await readInput(file, io), file);
      const subject = values.subject ?? asText(keys.subject) ?? needed(values, "subject");
      return createWebPush({
        subject,
        publicKey: asText(keys.publicKey) ?? "",
        privateKey: asText(keys.privateKey) ?? "",
        url,
      });
    }
    case "windows": {
      const { packageSid } = values;
      if (packageSid !== undefined) return createWns({ packageSid, secretKey: await secret("secret"), url, tokenUrl });
      const tenant = { tenantId: needed(values, "tenantId"), clientId: needed(values, "clientId") };
      return createWns({ ...tenant, clientSecret: await secret("secret"), url, tokenUrl });
    }
    case "adm":
      return createAdm({ clientId: needed(values, "clientId"), clientSecret: await secret("secret"), url, tokenUrl });
    case "xiaomi":
      return createXiaomi({ appSecret: await secret("secret"), region: values.region ?? "china", url });
  }
}
