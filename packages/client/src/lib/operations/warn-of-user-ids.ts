import { isTag } from "@nh/wire";
import type { ClientEventListener } from "../events.js";

/**
 * Warns when a user is stored whom no tag expression can name. Nothing is refused: the REST
 * reference names characters for a user id, but no refusal of others is known.
 */
export function warnOfUserIds(onEvent: ClientEventListener | undefined, ids: readonly string[]): void {
  if (onEvent === undefined || ids.every((id) => isTag(`$UserId:{${id}}`))) return;
  onEvent({
    type: "warning",
    code: "userIdNotAddressable",
    message:
      "No tag expression can name the user id, so user() cannot reach its devices. Use 1 to 110 ASCII letters, digits and - _ @ # . : = for it.",
  });
}
