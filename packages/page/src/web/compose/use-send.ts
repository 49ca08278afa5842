import { useState } from "preact/hooks";
import { reachHub } from "../hub/reach-hub.js";
import { useHub } from "../hub/use-hub.js";
import { hubTime } from "../shell/hub-time.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";
import { type Composed, problemIn, sendable } from "./composed.js";
import type { Draft } from "./draft.js";
import { problemWith } from "./later.js";
import { type DraftEnd, isTaken, type SendEnd, sendDraft } from "./send-draft.js";

/** The button that sends: whether a send is under way, how the last one ended, and what it does. */
export interface Sender {
  readonly busy: boolean;
  readonly end: DraftEnd | undefined;
  /** @param unchecked Whether a payload that its platform refuses is sent anyway. */
  readonly send: (unchecked: boolean) => Promise<void>;
  readonly forget: () => void;
}

/** Sends the page's draft. */
export function useSend(draft: Draft, composed: Composed): Sender {
  const { say, go, route } = usePage();
  const connection = useHub((state) => state.connection);
  const clock = useHub((state) => state.clock);
  const [busy, setBusy] = useState(false);
  const [end, setEnd] = useState<DraftEnd>();
  const conclude = (last: SendEnd) => setEnd({ platforms: {}, ...last });
  const send = async (unchecked: boolean) => {
    if (busy || connection === undefined) return;
    const message = sendable(composed);
    const nowMs = hubTime(clock).getTime();
    const reason = reasonNotTo(draft, composed, unchecked, nowMs);
    if (reason !== undefined || message === undefined) return conclude({ tone: "bad", text: `Not sent: ${reason}` });
    setBusy(true);
    setEnd(undefined);
    try {
      const hub = reachHub(connection, connection.hub, () => nowMs);
      const last = await sendDraft(hub, draft, message, nowMs);
      conclude(last);
      if (isTaken(last)) say(last.text);
      if (route.view === "activity") go({ view: "activity", id: undefined });
    } catch (error) {
      conclude({ tone: "bad", text: `Not sent: ${reasonOf(error)}` });
    } finally {
      setBusy(false);
    }
  };
  return { busy, end, send, forget: () => setEnd(undefined) };
}

/** What keeps the button from sending. */
function reasonNotTo(
  { target, platform, platforms, later }: Draft,
  composed: Composed,
  unchecked: boolean,
  nowMs: number,
): string | undefined {
  const problem = problemIn(composed);
  if (problem !== undefined && !unchecked) return problem.message;
  if (platform === "every" && platforms.length === 0) return "choose at least one platform.";
  if (target.kind === "expression" && target.text.trim() === "") return "write a tag expression, or choose Everyone.";
  return later && problemWith(later, nowMs);
}
