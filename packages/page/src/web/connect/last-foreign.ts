import { programOf } from "../activity/program.js";
import type { HubRequest } from "../hub/types.js";

/** The newest program that is not this page, and when it came. */
export function lastForeign(requests: readonly HubRequest[]): { name: string; at: string } | undefined {
  for (let index = requests.length - 1; index >= 0; index--) {
    const request = requests[index];
    if (request === undefined) continue;
    const { name, isPage } = programOf(request);
    if (!isPage) return { name, at: request.at };
  }
  return undefined;
}
