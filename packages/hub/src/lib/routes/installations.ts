import {
  decodeInstallation,
  decodePatch,
  encodeInstallation,
  type Installation,
  type InstallationTemplate,
  isWireFormatError,
} from "@nh/wire";
import { applyPatch, parseScheduleTime } from "@nh/wire/server";
import type { HubContext } from "../context.js";
import { faultsOfInstallation } from "../devices/device-check.js";
import { installationPlatform, normalizedHandle, type StoredInstallation } from "../devices/stored-device.js";
import type { Exchange } from "../http/exchange.js";
import { Refusal } from "../http/refusal.js";
import type { RouteResponse } from "../http/rest-response.js";
import { holdsForbiddenText } from "../http/xml-text.js";
import { latestInstallation, writeInstallation } from "../writes/installation-write.js";
import { checkQuota } from "../writes/quota.js";
import { expiryByTtl } from "../writes/registration-ttl.js";

/** What the service writes for "never". */
const NEVER = "9999-12-31T23:59:59.9999999Z";

/** Row 19: creates or replaces an installation. */
export async function putInstallation(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  const body = await exchange.readBody();
  const installation = readInstallation(context, body, exchange.parameter);
  const previous = latestInstallation(context, exchange.hubName, exchange.parameter);
  if (previous === undefined) checkQuota(context, exchange.hubName);
  const channelText = channelTextIn(installation, () => JSON.parse(body).pushChannel);
  const stored = store(context, exchange.hubName, installation, previous, channelText);
  writeInstallation(context, exchange.hubName, exchange.parameter, stored);
  return { status: 200 };
}

/**
 * Row 20: reads an installation. The recorded content type of this JSON is application/xml. The hub
 * sends the documented one.
 */
export function getInstallation(context: HubContext, exchange: Exchange): RouteResponse {
  const stored = context.state.find(exchange.hubName)?.installations.get(exchange.parameter);
  if (stored === undefined) throw notFound();
  const document: Installation = {
    ...stored.document,
    pushChannelExpired: stored.document.pushChannelExpired ?? false,
    expirationTime: stored.document.expirationTime ?? NEVER,
  };
  const body = encodeInstallation(document);
  return {
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: stored.channelText === undefined ? body : withChannelText(body, stored.channelText),
  };
}

/** Row 21: changes parts of an installation. */
export async function patchInstallation(context: HubContext, exchange: Exchange): Promise<RouteResponse> {
  const body = await exchange.readBody();
  const previous = latestInstallation(context, exchange.hubName, exchange.parameter);
  const operations = valid(() => decodePatch(body));
  if (previous === undefined) throw notFound();
  const patched = valid(() => applyPatch(previous.document, operations));
  checkInstallation(context, patched);
  const channelSet = JSON.stringify(patched.pushChannel) !== JSON.stringify(previous.document.pushChannel);
  const document = normalize(channelSet ? withoutExpiredMark(patched) : patched);
  const channel = operations.findLast(({ path }) => /^\/pushChannel$/i.test(path));
  const channelText =
    channel === undefined || channel.op === "remove"
      ? previous.channelText
      : channelTextIn(document, () => channel.value);
  const stored = store(context, exchange.hubName, document, previous, channelText);
  writeInstallation(context, exchange.hubName, exchange.parameter, stored);
  return { status: 200 };
}

/** Row 22: removes an installation. The service returns the same when it does not exist. */
export function deleteInstallation(context: HubContext, exchange: Exchange): RouteResponse {
  writeInstallation(context, exchange.hubName, exchange.parameter, undefined);
  return { status: 204 };
}

function readInstallation(context: HubContext, body: string, id: string): Installation {
  const decoded = valid(() => decodeInstallation(body));
  if (decoded.installationId !== id) {
    throw validationFailed("The installationId in the body must be the one in the address.");
  }
  checkInstallation(context, decoded);
  // Only the hub marks a channel as expired.
  return normalize(withoutExpiredMark(decoded));
}

function checkInstallation(context: HubContext, installation: Installation): void {
  if (installation.pushChannel === "") throw validationFailed("The pushChannel must not be empty.");
  // Whatever is stored must be showable, and lists and exports of registrations are XML.
  if (holdsForbiddenText(installation)) throw validationFailed("A string contains a character that XML cannot hold.");
  if (!context.options.strict) return;
  const faults = faultsOfInstallation(installation);
  if (faults.length > 0) throw validationFailed(faults.join(" "));
}

function store(
  context: HubContext,
  hub: string,
  document: Installation,
  previous: StoredInstallation | undefined,
  channelText: string | undefined,
): StoredInstallation {
  const { expirationTime = NEVER } = document;
  // A hub that is not strict keeps a value that is not a date. It then never expires.
  const given = expirationTime.startsWith("9999-") ? undefined : parseScheduleTime(expirationTime)?.getTime();
  const expiresAtMs = given ?? expiryByTtl(context, hub);
  return {
    document,
    etag: (previous?.etag ?? 0) + 1,
    expiresAtMs,
    ...(channelText === undefined ? {} : { channelText }),
  };
}

/**
 * The channel of a browser as a string. The .NET and Java clients write JSON into a string and read
 * only that. The JavaScript client writes and reads an object.
 */
function channelTextIn({ platform }: Installation, readChannel: () => unknown): string | undefined {
  const channel = platform === "browser" ? readChannel() : undefined;
  return typeof channel === "string" ? channel : undefined;
}

function withChannelText(body: string, channelText: string): string {
  return JSON.stringify({ ...(JSON.parse(body) as Record<string, unknown>), pushChannel: channelText });
}

function withoutExpiredMark(installation: Installation): Installation {
  if (installation.pushChannelExpired === undefined && installation.secondaryTiles === undefined) return installation;
  const { pushChannelExpired: _expired, ...rest } = installation;
  const tiles = Object.entries(rest.secondaryTiles ?? {}).map(([id, { pushChannelExpired: _tileExpired, ...tile }]) => [
    id,
    tile,
  ]);
  return rest.secondaryTiles === undefined ? rest : { ...rest, secondaryTiles: Object.fromEntries(tiles) };
}

/**
 * As recorded, the name of a template is among its tags, and the channels of Windows are complete
 * addresses.
 */
function normalize(given: Installation): Installation {
  const platform = installationPlatform(given);
  const installation: Installation =
    given.platform === "browser" ? given : { ...given, pushChannel: normalizedHandle(platform, given.pushChannel) };
  if (installation.templates === undefined && installation.secondaryTiles === undefined) return installation;
  const tiles = Object.entries(installation.secondaryTiles ?? {}).map(([id, tile]) => [
    id,
    {
      ...tile,
      pushChannel: normalizedHandle(platform, tile.pushChannel),
      ...(tile.templates === undefined ? {} : { templates: nameTemplates(tile.templates) }),
    },
  ]);
  return {
    ...installation,
    ...(installation.templates === undefined ? {} : { templates: nameTemplates(installation.templates) }),
    ...(installation.secondaryTiles === undefined ? {} : { secondaryTiles: Object.fromEntries(tiles) }),
  };
}

function nameTemplates(
  templates: Readonly<Record<string, InstallationTemplate>>,
): Record<string, InstallationTemplate> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, template]) => {
      const tags = template.tags ?? [];
      return [name, tags.includes(name) ? template : { ...template, tags: [...tags, name] }];
    }),
  );
}

function valid<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (isWireFormatError(error)) throw validationFailed(error.message);
    throw error;
  }
}

/** Users quote this sentence (azure-mobile-apps-net-client 280). */
function validationFailed(faults: string): Refusal {
  return new Refusal(400, `Installation validation failed with following error(s): ${faults}`);
}

/** Recorded for a read. A patch of a missing installation returns the same. */
function notFound(): Refusal {
  return new Refusal(404, "Installation not found");
}
