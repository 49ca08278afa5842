import { useEffect } from "preact/hooks";
import type { Call } from "../activity/call.js";
import { usePage } from "../shell/page-context.js";

/** The call that a lesson points at, once the hub has logged it. Its row gets the focus. */
export function usePointed(calls: readonly Call[]): Call | undefined {
  const { pointer } = usePage();
  const pointed = pointer && calls.find(({ last }) => last.responseHeaders.trackingid === pointer.trackingId);
  const id = pointed?.id;
  useEffect(() => {
    if (id !== undefined) document.querySelector<HTMLElement>(`[data-call="${id}"]`)?.focus();
  }, [id]);
  return pointed;
}

/** What to look at, beside the row that it is about. */
export function PointerNote() {
  const { pointer, point } = usePage();
  if (pointer === undefined) return null;
  return (
    <div class="pointer">
      <p>
        <span aria-hidden="true">▲ </span>
        {pointer.text}
      </p>
      <button type="button" class="button button-quiet" onClick={() => point(undefined)}>
        Got it
      </button>
    </div>
  );
}
