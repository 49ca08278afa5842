import { exitCodes } from "../exit-codes.js";
import { describeError, type ErrorDescription } from "../output/describe-error.js";
import { fieldLines } from "../output/field-lines.js";
import { plural } from "../output/numbers.js";
import { type ResponseIds, responseIdFields, responseIds } from "../output/response-ids.js";
import type { AnyCall } from "../program/command.js";
import { integer } from "../program/option.js";
import { runPool } from "./pool.js";
import { createProgress } from "./progress.js";

export const concurrencyOption = {
  concurrency: integer("count", "requests at the same time", { minimum: 1, maximum: 256 }),
};

/** The stable fields of a line of `--ndjson`, for the reference. */
export const bulkLineFields = {
  name: "the item, as in failures",
  state: "what was done, as the field of --json that counts it; or failed",
  ...responseIdFields,
  error: "with failed: what nh help output says of errors",
} as const;

/** One item of a bulk command: its name in messages, and the work. */
export interface BulkItem {
  readonly name: string;
  readonly work: () => Promise<ResponseIds>;
}

export interface BulkWords {
  /** `installation` */
  readonly unit: string;
  /**
   * `imported`: also the name of the counting field in the JSON document, and the state of an item.
   */
  readonly done: string;
  readonly total: number | undefined;
}

export interface BulkFailure {
  readonly name: string;
  readonly error: ErrorDescription;
}

/** Codes that every other item would fail with too. */
const concerningAll = new Set(["NH_UNAUTHORIZED", "NH_FORBIDDEN", "NH_QUOTA", "NH_CONNECTION"]);

/** Whether every other item would fail in the same way. */
export const concernsAll = ({ code }: ErrorDescription) => concerningAll.has(code);

/**
 * Works through many items and reports at the end: exit code 7 when some failed, or the failure's
 * own code when it concerns all of them. With `--ndjson`, each item is a line as soon as it is
 * done, in place of the report. After an interrupt, running items finish and no new one starts.
 */
export async function runBulk(
  call: AnyCall,
  items: AsyncIterable<BulkItem> | Iterable<BulkItem>,
  concurrency: number,
  words: BulkWords,
): Promise<number> {
  const { io, output } = call;
  const stop = new AbortController();
  if (io.signal.aborted) stop.abort();
  io.signal.addEventListener("abort", () => stop.abort(), { once: true });
  const failures: BulkFailure[] = [];
  let done = 0;
  let firstThrown: unknown;
  output.account(() => `${plural(done, words.unit)} ${words.done}.`);
  const progress = createProgress(call, { unit: `${words.unit}s`, total: words.total });
  const work = async ({ name, work: act }: BulkItem): Promise<unknown> => {
    try {
      const result = await act();
      done += 1;
      return { name, state: words.done, ...responseIds(result) };
    } catch (thrown) {
      const error = describeError(thrown);
      failures.push({ name, error });
      firstThrown ??= thrown;
      if (concernsAll(error)) stop.abort();
      return { name, state: "failed", error };
    }
  };
  try {
    for await (const line of runPool(items, concurrency, work, stop.signal)) {
      if (output.format === "ndjson") await output.item(line, "");
      progress.update(done + failures.length, failures.length > 0 ? `${failures.length} failed` : undefined);
    }
  } finally {
    await progress.end();
  }
  io.signal.throwIfAborted();
  if (failures.length > 0 && done === 0) throw firstThrown;
  for (const { name, error } of failures) await output.warn(`${name}: ${error.message}`);
  if (output.format !== "ndjson") {
    await output.document(
      { [words.done]: done, failed: failures.length, failures },
      fieldLines(
        [
          [words.done, plural(done, words.unit)],
          ["failed", failures.length === 0 ? undefined : plural(failures.length, words.unit)],
        ],
        io.stdout.columns,
      ),
    );
  }
  return failures.length > 0 ? exitCodes.partialFailure : exitCodes.ok;
}
