import { quoted } from "../excerpt.js";
import { normalizeTag } from "../tag-expression/tag.js";
import { readBrowserHandle, readSecondaryTile, readTemplate } from "./decode.js";
import { JsonReader } from "./json-reader.js";
import type { Installation, InstallationTemplate, PatchOperation, SecondaryTile } from "./types.js";

type Names<Item> = Readonly<Record<string, Item>> | undefined;

const reader = /* @__PURE__ */ new JsonReader("installation patch");

/**
 * Applies a patch as the service does and returns the changed installation. The one given stays as
 * it is. `replace` means remove and then add. The words of a path are compared without case.
 * Removing what does not exist is allowed. Properties that end up empty are removed. A new
 * `/pushChannel` makes the installation live forever again. Templates and secondary tiles are
 * changed one by one: the reference has no path for all of them.
 *
 * @throws {WireFormatError} when the service does not know a path, or a value is of the wrong kind.
 */
export function applyPatch(installation: Installation, operations: readonly PatchOperation[]): Installation {
  return operations.reduce(applyOperation, installation);
}

function applyOperation(installation: Installation, operation: PatchOperation): Installation {
  const [word = "", ...rest] = segmentsOf(operation.path);
  switch (word.toLowerCase()) {
    case "pushchannel":
      return rest.length === 0 ? withPushChannel(installation, operation) : unknownPath(operation);
    case "userid":
    case "user":
      return settle({ ...installation, userId: textAt(operation, rest) });
    case "expirationtime":
      return settle({ ...installation, expirationTime: textAt(operation, rest) });
    case "tags":
      return settle({ ...installation, tags: withTags(installation.tags, operation, rest) });
    case "pushvariables":
      return settle({ ...installation, pushVariables: withVariables(installation.pushVariables, operation, rest) });
    case "templates":
      return settle({ ...installation, templates: withTemplates(installation.templates, operation, rest) });
    case "secondarytiles":
      return settle({ ...installation, secondaryTiles: withTiles(installation.secondaryTiles, operation, rest) });
    default:
      return unknownPath(operation);
  }
}

function withPushChannel(installation: Installation, operation: PatchOperation): Installation {
  if (operation.op === "remove") return unknownPath(operation);
  const fresh = installation.pushChannelExpired === undefined ? {} : { pushChannelExpired: false };
  // The service resets the expiration, too (azure-notificationhubs-dotnet 267).
  const { expirationTime: _expiration, ...kept } = installation;
  if (kept.platform === "browser") {
    return { ...kept, pushChannel: readBrowserHandle(reader, operation.value), ...fresh };
  }
  return { ...kept, pushChannel: reader.string(operation.value, operation.path), ...fresh };
}

/** `/tags` adds one or several, or removes all; `/tags/{tag}` removes one, or replaces it. */
function withTags(
  tags: readonly string[] | undefined,
  operation: PatchOperation,
  rest: readonly string[],
): readonly string[] | undefined {
  const [tag] = rest;
  if (rest.length > 1) return unknownPath(operation);
  const kept = operation.op === "add" ? (tags ?? []) : tag === undefined ? [] : without(tags ?? [], tag);
  if (operation.op === "remove") return kept;
  if (operation.op === "add" && tag !== undefined && tag !== "-") return unknownPath(operation);
  const all = [...kept];
  const known = new Set(kept.map(normalizeTag));
  for (const added of listValue(operation.value, operation.path)) {
    if (known.has(normalizeTag(added))) continue;
    known.add(normalizeTag(added));
    all.push(added);
  }
  return all;
}

function without(tags: readonly string[], tag: string): readonly string[] {
  const normalized = normalizeTag(tag);
  return tags.filter((candidate) => normalizeTag(candidate) !== normalized);
}

/** One string, an array of strings, or such an array as JSON in a string. */
function listValue(value: unknown, path: string): readonly string[] {
  if (typeof value === "string" && !value.trimStart().startsWith("[")) return [value];
  return reader.optionalStrings(jsonValue(value, path), path) ?? [];
}

function withVariables(variables: Names<string>, operation: PatchOperation, rest: readonly string[]): Names<string> {
  const [name] = rest;
  if (rest.length > 1) return unknownPath(operation);
  if (name !== undefined) return withName(variables, name, textAt(operation, []));
  if (operation.op === "remove") return undefined;
  const added = reader.optionalStringMap(jsonValue(operation.value, operation.path), operation.path);
  return operation.op === "add" ? { ...variables, ...added } : added;
}

function withTemplates(
  templates: Names<InstallationTemplate>,
  operation: PatchOperation,
  rest: readonly string[],
): Names<InstallationTemplate> {
  const [name, member, ...inner] = rest;
  if (name === undefined) return unknownPath(operation);
  if (member === undefined) {
    if (operation.op === "remove") return withName(templates, name, undefined);
    return withName(templates, name, readTemplate(reader, jsonValue(operation.value, operation.path), operation.path));
  }
  const template = named(templates, name);
  if (template === undefined) throw reader.fault(operation.path, `the installation has no template ${quoted(name)}`);
  return withName(templates, name, withTemplateMember(template, member, operation, inner));
}

function withTemplateMember(
  template: InstallationTemplate,
  member: string,
  operation: PatchOperation,
  inner: readonly string[],
): InstallationTemplate {
  switch (member.toLowerCase()) {
    case "body":
      if (operation.op === "remove" || inner.length > 0) return unknownPath(operation);
      return { ...template, body: reader.string(operation.value, operation.path) };
    case "expiry":
      return settle({ ...template, expiry: textAt(operation, inner) });
    case "headers":
      if (inner.length > 0) return unknownPath(operation);
      return settle({
        ...template,
        headers:
          operation.op === "remove"
            ? undefined
            : reader.optionalStringMap(jsonValue(operation.value, operation.path), operation.path),
      });
    case "tags":
      return settle({ ...template, tags: withTags(template.tags, operation, inner) });
    default:
      return unknownPath(operation);
  }
}

function withTiles(
  tiles: Names<SecondaryTile>,
  operation: PatchOperation,
  rest: readonly string[],
): Names<SecondaryTile> {
  const [tileId, member, ...inner] = rest;
  if (tileId === undefined) return unknownPath(operation);
  if (member === undefined) {
    if (operation.op === "remove") return withName(tiles, tileId, undefined);
    return withName(
      tiles,
      tileId,
      readSecondaryTile(reader, jsonValue(operation.value, operation.path), operation.path),
    );
  }
  const tile = named(tiles, tileId);
  if (tile === undefined) {
    throw reader.fault(operation.path, `the installation has no secondary tile ${quoted(tileId)}`);
  }
  return withName(tiles, tileId, withTileMember(tile, member, operation, inner));
}

function withTileMember(
  tile: SecondaryTile,
  member: string,
  operation: PatchOperation,
  inner: readonly string[],
): SecondaryTile {
  switch (member.toLowerCase()) {
    case "pushchannel": {
      if (operation.op === "remove" || inner.length > 0) return unknownPath(operation);
      const fresh = tile.pushChannelExpired === undefined ? {} : { pushChannelExpired: false };
      return { ...tile, pushChannel: reader.string(operation.value, operation.path), ...fresh };
    }
    case "tags":
      return settle({ ...tile, tags: withTags(tile.tags, operation, inner) });
    case "templates":
      return settle({ ...tile, templates: withTemplates(tile.templates, operation, inner) });
    default:
      return unknownPath(operation);
  }
}

/** Reads the value of an operation that sets or removes one string. */
function textAt(operation: PatchOperation, rest: readonly string[]): string | undefined {
  if (rest.length > 0) return unknownPath(operation);
  return operation.op === "remove" ? undefined : reader.string(operation.value, operation.path);
}

/** Objects and arrays travel as themselves or as JSON in a string. */
function jsonValue(value: unknown, path: string): unknown {
  return typeof value === "string" ? reader.parse(value, path) : value;
}

function named<Item>(items: Names<Item>, name: string): Item | undefined {
  return items !== undefined && Object.hasOwn(items, name) ? items[name] : undefined;
}

/** Sets one name of a map, or removes it; through entries, since a name may be `__proto__`. */
function withName<Item>(items: Names<Item>, name: string, item: Item | undefined): Names<Item> {
  const entries = Object.entries(items ?? {});
  if (item === undefined) return Object.fromEntries(entries.filter(([key]) => key !== name));
  const index = entries.findIndex(([key]) => key === name);
  if (index < 0) return Object.fromEntries([...entries, [name, item]]);
  return Object.fromEntries(entries.with(index, [name, item]));
}

/** Drops undefined and empty properties, as the service does. */
function settle<Value extends object>(value: Value): Value {
  const kept = Object.entries(value).filter(([, member]: [string, unknown]) => {
    if (typeof member !== "object" || member === null) return member !== undefined;
    return Object.keys(member).length > 0;
  });
  return Object.fromEntries(kept) as Value;
}

function segmentsOf(path: string): string[] {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function unknownPath(operation: PatchOperation): never {
  throw reader.fault(operation.path, `the service does not support ${operation.op} for this path`);
}
