import { defined } from "../defined.js";
import type { BrowserHandle } from "../handle.js";
import { type InstallationPlatform, platformFromInstallation, platformWire } from "../platform-wire.js";
import { JsonReader } from "./json-reader.js";
import type { Installation, InstallationTemplate, SecondaryTile } from "./types.js";

/**
 * Reads an installation. The platform is read in any case, null counts as absent, and a browser's
 * channel may be an object or its JSON as a string, as the .NET and Java clients write it. Unknown
 * properties are dropped.
 *
 * @throws {WireFormatError} when it is not an installation; `path` names the place.
 */
export function decodeInstallation(json: string): Installation {
  const reader = new JsonReader("installation");
  const object = reader.object(reader.parse(json), "");
  const platformWord = reader.string(object.platform, "/platform");
  const platform = installationPlatform(platformWord);
  if (platform === undefined) {
    const words = Object.values(platformWire).map((row) => row.installationPlatform);
    throw reader.fault("/platform", `expected one of ${words.join(", ")}`, platformWord);
  }
  const common = defined({
    installationId: reader.string(object.installationId, "/installationId"),
    pushChannelExpired: reader.optionalBoolean(object.pushChannelExpired, "/pushChannelExpired"),
    expirationTime: reader.optionalString(object.expirationTime, "/expirationTime"),
    userId: reader.optionalString(object.userId, "/userId"),
    tags: reader.optionalStrings(object.tags, "/tags"),
    pushVariables: reader.optionalStringMap(object.pushVariables, "/pushVariables"),
    templates: readTemplates(reader, object.templates, "/templates"),
    secondaryTiles: reader.optionalMap(object.secondaryTiles, "/secondaryTiles", (item, path) =>
      readSecondaryTile(reader, item, path),
    ),
    lastUpdate: reader.optionalString(object.lastUpdate, "/lastUpdate"),
    lastActiveOn: reader.optionalString(object.lastActiveOn, "/lastActiveOn"),
  });
  // A spread in front of other members would cost several times as much.
  return platform === "browser"
    ? Object.assign(common, { platform, pushChannel: readBrowserHandle(reader, object.pushChannel) })
    : Object.assign(common, { platform, pushChannel: reader.string(object.pushChannel, "/pushChannel") });
}

/** Reads a browser's channel from an object or its JSON as a string. */
export function readBrowserHandle(reader: JsonReader, value: unknown): BrowserHandle {
  const path = "/pushChannel";
  const object = reader.object(typeof value === "string" ? reader.parse(value, path) : value, path);
  return {
    endpoint: reader.string(object.endpoint, `${path}/endpoint`),
    p256dh: reader.string(object.p256dh, `${path}/p256dh`),
    auth: reader.string(object.auth, `${path}/auth`),
  };
}

/** Reads one template of an installation. */
export function readTemplate(reader: JsonReader, value: unknown, path: string): InstallationTemplate {
  const object = reader.object(value, path);
  return defined({
    body: reader.string(object.body, `${path}/body`),
    headers: reader.optionalStringMap(object.headers, `${path}/headers`),
    expiry: reader.optionalString(object.expiry, `${path}/expiry`),
    tags: reader.optionalStrings(object.tags, `${path}/tags`),
  });
}

function readTemplates(
  reader: JsonReader,
  value: unknown,
  path: string,
): Record<string, InstallationTemplate> | undefined {
  return reader.optionalMap(value, path, (item, itemPath) => readTemplate(reader, item, itemPath));
}

/** Reads one secondary tile of an installation. */
export function readSecondaryTile(reader: JsonReader, value: unknown, path: string): SecondaryTile {
  const object = reader.object(value, path);
  return defined({
    pushChannel: reader.string(object.pushChannel, `${path}/pushChannel`),
    pushChannelExpired: reader.optionalBoolean(object.pushChannelExpired, `${path}/pushChannelExpired`),
    tags: reader.optionalStrings(object.tags, `${path}/tags`),
    templates: readTemplates(reader, object.templates, `${path}/templates`),
  });
}

function installationPlatform(word: string): InstallationPlatform | undefined {
  const platform = platformFromInstallation(word);
  return platform === undefined ? undefined : platformWire[platform].installationPlatform;
}
