import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { fieldLines } from "../output/field-lines.js";
import type { CatalogueEntry } from "../program/catalogue-entry.js";
import { type Command, command } from "../program/command.js";
import { didYouMean } from "../program/did-you-mean.js";
import { helpTopics } from "./help/help-topics.js";

const topicNames = [...helpTopics.map(({ name }) => name), "reference"];

/**
 * Commands are topics too, and the reference lists them all, so this command needs the catalogue
 * that it is part of.
 */
export const help = (catalogue: readonly CatalogueEntry[]): Command =>
  command({
    summary: "explain a topic that concerns many commands",
    arguments: {
      topic: {
        summary: "the topic, or the words of a command",
        optional: true,
        variadic: true,
        suggestions: [...topicNames, ...catalogue.map(({ name }) => name)],
      },
    },
    hub: "none",
    json: { topic: "its name", text: "the explanation" },
    examples: [
      { command: "nh help connection", title: "Which hub a command talks to" },
      { command: "nh help reference", title: "All commands and options, as Markdown" },
    ],
    async run({ arguments: { topic: words }, io, output }) {
      const topic = words.join(" ");
      const found = helpTopics.find(({ name }) => name === topic);
      if (topic === "reference") {
        const { renderReference } = await import("./help/reference.js");
        const text = await renderReference(catalogue);
        if (output.format === "text") await output.raw(text);
        else await output.document({ topic, text }, text);
      } else if (topic === "") {
        const topics = helpTopics.map(({ name, summary }) => [name, summary] as const);
        const all = [...topics, ["reference", "every command and option, as Markdown"] as const];
        await output.document(
          { topics: helpTopics.map(({ name, summary }) => ({ name, summary })) },
          `${fieldLines(all, io.stdout.columns)}\n\nnh --help lists the commands.`,
        );
      } else if (found !== undefined) await output.document({ topic, text: found.text }, found.text);
      else {
        const meant = didYouMean(topic, [...topicNames, ...catalogue.map(({ name }) => name)]);
        throw usageError(
          `Unknown help topic "${topic}".`,
          meant === undefined
            ? `Known topics: ${topicNames.join(", ")}. nh --help lists the commands.`
            : `Did you mean nh help ${meant}?`,
        );
      }
      return exitCodes.ok;
    },
  });
