import { useEffect, useMemo, useState } from "preact/hooks";
import { control } from "../hub/control.js";
import { sameItems } from "../hub/same-items.js";
import type { Delivery, Explanation } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { reasonOf } from "../shell/reason-of.js";
import type { Call } from "./call.js";
import { sampleOf } from "./code/send-sample.js";
import type { Evidence } from "./verdict.js";

/**
 * How many devices and deliveries of one send are looked at; what is beyond is counted by the
 * record itself.
 */
export const EVIDENCE_LIMIT = 500;

/**
 * What the hub can say about a send, asked for when it is opened: who was meant and why, and what
 * was delivered.
 */
export function useEvidence(call: Call): Evidence & { readonly problem: string | undefined } {
  const devices = useHub((state) => state.devices);
  const [loaded, setLoaded] = useState<{ id: string; deliveries?: Delivery[]; explanation?: Explanation }>();
  const [problem, setProblem] = useState<string>();
  const { id } = call.last;
  const notificationId = call.facts?.notificationId;
  // A push that is late, and what a push service says of one, come as events after the list.
  const heard = useHub(
    ({ deliveries }) => (notificationId ? deliveries.filter((one) => one.notificationId === notificationId) : []),
    sameItems,
  );

  useEffect(() => {
    let current = true;
    setProblem(undefined);
    setLoaded({ id });
    const fail = (error: unknown) => current && setProblem(reasonOf(error));
    const sample = sampleOf(call, location.origin);
    if (sample !== undefined && sample.handle === undefined && call.last.status === 201) {
      const { hub, platform, audience, body, headers, contentType } = sample;
      control
        .explain({
          hub,
          platform,
          audience: audience ?? null,
          body,
          headers: { ...headers, "content-type": contentType },
          limit: EVIDENCE_LIMIT,
        })
        .then((explanation) => current && setLoaded((before) => ({ ...before, id, explanation })), fail);
    }
    if (notificationId !== undefined) {
      control
        .deliveries({ notificationId, limit: EVIDENCE_LIMIT })
        .then((deliveries) => current && setLoaded((before) => ({ ...before, id, deliveries })), fail);
    }
    return () => {
      current = false;
    };
    // The attempts of a call only grow: its last request says whether there is something new.
  }, [id, notificationId]);

  const own = loaded?.id === id ? loaded : undefined;
  const deliveries = useMemo(() => {
    const listed = [...(own?.deliveries ?? []), ...heard];
    return [...new Map(listed.map((delivery) => [delivery.id, delivery])).values()];
  }, [own?.deliveries, heard]);
  const knownTags = useMemo(() => [...new Set((devices ?? []).flatMap(({ tags }) => tags))], [devices]);
  return { deliveries, explanation: own?.explanation, knownTags, problem };
}
