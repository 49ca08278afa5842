import type { HubContext } from "../context.js";

/** Warns of a tag or a user id, in any text that holds some, that looks like an e-mail address. */
export function warnOfPersonalData({ onEvent }: HubContext, tags: string): void {
  if (onEvent === undefined || !/[\w.-]@[\w-]+\.[a-z]{2}/i.test(tags)) return;
  onEvent({
    type: "warning",
    code: "personalDataInTag",
    message:
      "A tag or a user id looks like an e-mail address. They are stored and shown in clear; use an id that says nothing by itself.",
  });
}
