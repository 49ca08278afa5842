import type { NotificationDescription } from "@nh/payloads";
import { outcomeWords } from "../activity/outcome.js";

/** Words for what nobody sees, in place of a picture. */
export interface Unseen {
  readonly tone: "calm" | "bad";
  readonly headline: string;
  readonly detail: string;
}

/**
 * What is said of a push that is not drawn; undefined for one that is. A refused push never
 * arrived, whatever it would have shown.
 */
export function unseenOf(description: NotificationDescription, outcome = "Success"): Unseen | undefined {
  const { kind, summary: headline, notes, dataKeys } = description;
  const detail = notes.join(" ");
  if (outcome === "Pending")
    return { tone: "calm", headline: "On the way", detail: "The push service has not responded yet." };
  if (outcome !== "Success") {
    return { tone: "bad", headline: `Never arrived: ${outcomeWords(outcome)}`, detail: refusalDetail(outcome) };
  }
  const data = dataKeys.length === 0 ? "" : ` data: ${dataKeys.join(", ")}`;
  switch (kind) {
    case "nothing":
      return { tone: "bad", headline, detail };
    case "background":
    case "data":
      return { tone: "calm", headline, detail: detail + data };
    case "raw":
      return { tone: "calm", headline, detail: "The app gets the bytes as they are." };
    case "badge":
    case "tile":
    case "alert":
      return undefined;
  }
}

/** What the hub does after a refusal. */
function refusalDetail(outcome: string): string {
  if (outcome === "ExpiredChannel" || outcome === "BadChannel") {
    return `${outcome}. The hub does not push to this handle again until the device registers anew.`;
  }
  return `${outcome}. The next send tries again.`;
}
