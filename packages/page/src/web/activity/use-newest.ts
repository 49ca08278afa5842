import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Call } from "./call.js";

/** How long a call stays open at least while newer ones keep coming, in milliseconds. */
const STAY_MS = 300;

/**
 * The newest call: at once when it is the first for a while, and only a few times a second while a
 * program sends many. Nobody reads a verdict that lasts for one frame, and each costs a redraw and
 * requests to the hub.
 */
export function useNewest(calls: readonly Call[]): Call | undefined {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const stay = useRef({ id: "", until: 0 });
  const [newest] = calls;
  const now = performance.now();
  const held = newest?.id === stay.current.id ? newest : calls.find(({ id }) => id === stay.current.id);
  const isHeld = held !== undefined && held !== newest && now < stay.current.until;
  if (!isHeld && newest !== undefined && newest !== held) stay.current = { id: newest.id, until: now + STAY_MS };
  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(() => render(undefined), stay.current.until - performance.now());
    return () => clearTimeout(timer);
  }, [isHeld]);
  return isHeld ? held : newest;
}
