import { handleFormats } from "@nh/client/handles";
import { audienceOptions } from "../../compose/audience.js";
import { contentOptions, deliveryOptions, payloadOptions } from "../../compose/content-options.js";
import type { Call } from "../../program/command.js";
import { confirmOptions, dryRunOption } from "../../program/confirm.js";
import { choice, duration, flag, grouped, integer, text } from "../../program/option.js";

/** The most handles in one request (REST reference, direct batch send). */
export const maxBatchHandles = 1000;
export const defaultConcurrency = 8;

export const sendOptions = {
  ...contentOptions,
  ...payloadOptions,
  ...deliveryOptions,
  ...audienceOptions,
  ...grouped("Many devices by handle", {
    devices: text("file", "send to all handles in this file, in batches; - for stdin"),
    devicesFormat: choice("format", handleFormats, "format of the file; default: found in its name and its first line"),
    column: text("name", "column of a table by its heading or number, or field of JSON objects, that has the handle"),
    concurrency: integer("count", `batches at the same time; default: ${defaultConcurrency}`, {
      minimum: 1,
      maximum: 64,
    }),
    batchSize: integer(
      "count",
      `handles in a batch, fewer where they do not fit into one request; default: ${maxBatchHandles}`,
      {
        minimum: 1,
        maximum: maxBatchHandles,
      },
    ),
    maxPerSecond: integer("count", "send to at most so many handles per second", {
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
    }),
    duplicates: choice("what", ["skip", "send"], "what happens to a handle that appears twice; default: skip"),
    resume: text("journal", "keep a journal in this file, and continue where it ends"),
  }),
  ...grouped("When and how", {
    at: text(
      "moment",
      "send later: an ISO date, in UTC unless it has a zone, or a duration such as +2h; needs the Standard tier",
    ),
    test: flag("send to at most 10 devices, and show the outcome for each"),
    wait: flag("wait for the final outcome; needs the Standard tier"),
    waitTimeout: duration("duration", "how long --wait waits; default: 5m, then exit code 8"),
  }),
  ...confirmOptions,
  ...dryRunOption,
};

export type SendCall = Call<{ platforms: { summary: string; optional: true } }, typeof sendOptions>;
