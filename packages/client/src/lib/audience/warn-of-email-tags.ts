import type { ClientEventListener } from "../events.js";

/** Warns when a tag or a user id, in any string that holds some, looks like an e-mail address. */
export function warnOfEmailTags(onEvent: ClientEventListener | undefined, tags: string): void {
  if (onEvent === undefined || !/[\w.-]@[\w-]+\.[a-z]{2}/i.test(tags)) return;
  onEvent({
    type: "warning",
    code: "personalDataInTag",
    message:
      "A tag or a user id looks like an e-mail address. The service stores and shows both in clear text; use an id that says nothing about a person.",
  });
}
