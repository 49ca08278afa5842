import { useEffect, useState } from "preact/hooks";
import { control } from "../hub/control.js";
import type { Explanation } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { bodyOf, type Draft } from "./draft.js";

const TYPING_MS = 150;

/**
 * Whom a draft would reach, as the hub says: asked again when the draft or the devices change.
 *
 * @param headers Those that are sent, also where the draft leaves them to be inferred.
 */
export function usePreview(draft: Draft, hub: string | undefined, headers: Draft["headers"]): Explanation | undefined {
  const devices = useHub((state) => state.devices);
  const faults = useHub((state) => state.faults);
  const [explanation, setExplanation] = useState<Explanation>();
  const { platform, target } = draft;
  const audience = target.kind === "expression" ? target.text : null;
  const body = bodyOf(draft);
  const isDirect = target.kind === "device";
  useEffect(() => {
    if (hub === undefined || isDirect) {
      setExplanation(undefined);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      control.explain({ hub, platform, audience, body, headers, limit: 200 }).then(
        (found) => current && setExplanation(found),
        () => current && setExplanation(undefined),
      );
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [hub, platform, audience, body, isDirect, JSON.stringify(headers), devices, faults]);
  return explanation;
}
