import type { HubContext } from "./context.js";

/** Warns of a tag, in any text that holds tags, that looks like an e-mail address. */
export function warnOfPersonalData({ onEvent }: HubContext, tags: string): void {
  if (onEvent === undefined || !/[\w.-]@[\w-]+\.[a-z]{2}/i.test(tags)) return;
  onEvent({
    type: "warning",
    code: "personalDataInTag",
    message:
      "A tag looks like an e-mail address. Tags are stored and shown in clear; use an id that says nothing by itself.",
  });
}
