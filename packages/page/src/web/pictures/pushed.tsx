import type { PushReport } from "../hub/types.js";

/** What a real push service said of a push. Nothing for one that the hub only recorded. */
export function Pushed({ push }: { push: PushReport | undefined }) {
  if (push === undefined) return null;
  const { state, status, reason, hint } = push;
  return (
    <p class="soft">
      Push service: {state}
      {status === null ? "" : ` (${status})`}
      {reason === null ? "" : `: ${reason}`} {hint}
    </p>
  );
}
