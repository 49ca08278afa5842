import { patch as changes } from "@nh/wire";
import { usageError } from "../../cli-error.js";
import { parseTagWords } from "../../input/name-value.js";
import { command, commandGroup } from "../../program/command.js";
import { dryRunOption } from "../../program/confirm.js";
import { applyPatch, patchFields } from "./apply-patch.js";

const tagArguments = {
  id: { summary: "ID of the installation", isId: true },
  tags: { summary: "the tags", variadic: true },
} as const;

const add = command({
  summary: "add tags to an installation",
  arguments: tagArguments,
  hub: "any",
  options: dryRunOption,
  json: patchFields,
  examples: [{ command: "nh installations tag add phone-1 sport news", title: "Two tags" }],
  run: (call) => {
    const tags = someTags(call.arguments.tags);
    return applyPatch(call, call.arguments.id, changes.addTags(tags), call.options.dryRun);
  },
});

const remove = command({
  summary: "remove tags from an installation",
  arguments: tagArguments,
  hub: "any",
  options: dryRunOption,
  json: patchFields,
  examples: [{ command: "nh installations tag remove phone-1 sport", title: "One tag" }],
  run: (call) =>
    applyPatch(call, call.arguments.id, changes.removeTags(someTags(call.arguments.tags)), call.options.dryRun),
});

function someTags(given: readonly string[]): readonly string[] {
  const tags = parseTagWords(given);
  if (tags.length === 0) throw usageError("The tags are missing.");
  return tags;
}

export const tag = commandGroup("tags of an installation", { add, remove });
