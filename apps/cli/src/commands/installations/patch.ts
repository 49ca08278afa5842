import { patch as changes, decodePatch, type Installation, type PatchOperation } from "@nh/wire";
import { usageError } from "../../cli-error.js";
import { uncheckedOption } from "../../compose/unchecked-option.js";
import { checkedHandle } from "../../input/checked-handle.js";
import { decodeInput } from "../../input/decode-input.js";
import { parseNameValue } from "../../input/name-value.js";
import { originOf, readInput } from "../../input/read-input.js";
import { readTemplate } from "../../input/read-template.js";
import { parseSubscription } from "../../input/structured-handle.js";
import { type AnyCall, command } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { flag, list, type OptionValues, text } from "../../program/option.js";
import { applyPatch, patchFields } from "./apply-patch.js";
import { parseExpiration } from "./expiration.js";

const patchOptions = {
  file: text("file", "the operations as a JSON array, or - for stdin; other options add operations"),
  channel: text("handle", "a new handle; for a browser, its subscription as JSON"),
  user: text("id", "set the user"),
  removeUser: flag("remove the user"),
  addTag: list("tag", "add a tag"),
  removeTag: list("tag", "remove a tag"),
  variable: list("name=value", "set a value for template expressions"),
  template: list(
    "name=file",
    "add or replace a template: its body, or { body, headers, expiry, tags } as JSON, inline or in a file",
  ),
  removeTemplate: list("name", "remove a template"),
  expires: text(
    "date",
    "when the service deletes it: an ISO date, in UTC unless it has a zone, or a duration such as +30d",
  ),
  ...uncheckedOption,
};

export const patch = command({
  summary: "change parts of an installation and keep the rest",
  arguments: { id: { summary: "ID of the installation", isId: true } },
  hub: "any",
  options: { ...patchOptions, ...dryRunOption },
  json: patchFields,
  examples: [
    { command: "nh installations patch phone-1 --add-tag sport --user alice", title: "A tag and a user" },
    {
      command: `echo '[{"op":"remove","path":"/tags/news"}]' | nh installations patch phone-1 --file -`,
      title: "Raw operations",
    },
  ],
  async run(call) {
    const operations = await composePatch(call, call.options);
    return applyPatch(call, call.arguments.id, operations, call.options.dryRun);
  },
});

async function composePatch(
  { io }: AnyCall,
  options: OptionValues<typeof patchOptions>,
): Promise<readonly PatchOperation[]> {
  const operations: PatchOperation[] =
    options.file === undefined
      ? []
      : [...decodeInput(decodePatch, await readInput(options.file, io), originOf(options.file))];
  for (const operation of operations) {
    const value = operation.op === "remove" ? undefined : operation.value;
    if (operation.path === "/pushChannel" && typeof value === "string")
      checkChannel(value, originOf(options.file ?? "-"), options.unchecked);
  }
  const { channel, user, expires } = options;
  if (user?.trim() === "") throw usageError("--user is empty.", "Name the user, or use --remove-user.");
  if (user !== undefined && options.removeUser) throw usageError("--user and --remove-user cannot be combined.");
  if (channel !== undefined) operations.push(...changes.setPushChannel(readHandle(channel, options.unchecked)));
  if (user !== undefined) operations.push(...changes.setUserId(user));
  if (options.removeUser) operations.push(...changes.removeUserId());
  operations.push(...changes.addTags(options.addTag), ...changes.removeTags(options.removeTag));
  for (const given of options.variable)
    operations.push(...changes.setPushVariable(...parseNameValue(given, "--variable")));
  for (const given of options.template) {
    const [name, file] = parseNameValue(given, "--template");
    const template = await readTemplate(file, io);
    operations.push(...changes.setTemplate(name, template));
  }
  for (const name of options.removeTemplate) operations.push(...changes.removeTemplate(name));
  if (expires !== undefined) operations.push(...changes.setExpirationTime(parseExpiration(expires, io.now())));
  if (operations.length === 0)
    throw usageError("Nothing to change.", "nh installations patch --help lists the possible changes.");
  return operations;
}

/** A patch does not say which platform the device has. */
const checkChannel = (handle: string, origin: string, unchecked: boolean) =>
  checkedHandle(handle, { platform: undefined, origin, unchecked });

/**
 * A browser's subscription is an object; a handle of another platform never starts with a brace.
 */
function readHandle(channel: string, unchecked: boolean): Installation["pushChannel"] {
  if (!/^\s*\{\s*"/.test(channel)) return checkChannel(channel, "--channel", unchecked);
  return parseSubscription(channel, "--channel of a browser");
}
