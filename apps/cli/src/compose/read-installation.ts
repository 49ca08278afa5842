import { decodeInstallation, type Installation, type InstallationTemplate, type SecondaryTile } from "@nh/wire";
import { inputError } from "../cli-error.js";
import { decodeInput } from "../input/decode-input.js";
import { asRecord } from "../input/json-fields.js";
import { parseJson } from "../input/read-input.js";
import { didYouMean } from "../program/did-you-mean.js";

/** Every property of an installation, so that a new one cannot be forgotten here. */
const installationNames = namesOf<Installation>({
  installationId: 1,
  platform: 1,
  pushChannel: 1,
  userId: 1,
  pushChannelExpired: 1,
  expirationTime: 1,
  lastUpdate: 1,
  lastActiveOn: 1,
  tags: 1,
  pushVariables: 1,
  templates: 1,
  secondaryTiles: 1,
});

const templateNames = namesOf<InstallationTemplate>({ body: 1, headers: 1, expiry: 1, tags: 1 });
const tileNames = namesOf<SecondaryTile>({ pushChannel: 1, pushChannelExpired: 1, tags: 1, templates: 1 });

function namesOf<T>(table: Readonly<Record<keyof T, 1>>): readonly string[] {
  return Object.keys(table);
}

/**
 * Reads an installation that the user wrote.
 *
 * @param origin Names the source in the error, such as a path.
 * @param firstLine The line of the source where the document begins.
 * @throws {CliError} for a property that an installation does not have: the service would drop it,
 * and `Tags` instead of `tags` stores a device that no tag reaches.
 */
export function readInstallation(text: string, origin: string, firstLine = 1): Installation {
  const document = asRecord(parseJson(text, origin, firstLine));
  refuseUnknown(document, installationNames, origin, "");
  for (const [name, template] of Object.entries(asRecord(document.templates)))
    refuseUnknown(asRecord(template), templateNames, origin, `templates.${name}.`);
  for (const [name, tile] of Object.entries(asRecord(document.secondaryTiles)))
    refuseUnknown(asRecord(tile), tileNames, origin, `secondaryTiles.${name}.`);
  // The codec of the protocol checks the rest.
  return decodeInput(decodeInstallation, text, origin, firstLine);
}

function refuseUnknown(
  document: Readonly<Record<string, unknown>>,
  known: readonly string[],
  origin: string,
  path: string,
): void {
  const unknown = Object.keys(document).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = didYouMean(unknown, known);
  throw inputError(
    `${origin} has the unknown property ${JSON.stringify(path + unknown)}.`,
    `${meant === undefined ? "" : `Did you mean ${path}${meant}? `}Known properties: ${known.join(", ")}.`,
  );
}
