import type { Draft } from "./draft.js";

/** How a draft is sent: as a test, and now or later by the hub's clock. */
export function SendOptions({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { test, inMinutes, target } = draft;
  const isDirect = target.kind === "device";
  return (
    <div class="composer-options">
      <label class="checkbox">
        <input
          type="checkbox"
          checked={test}
          disabled={inMinutes !== undefined || isDirect}
          onChange={(event) => onChange({ test: event.currentTarget.checked })}
        />
        <span>Test send</span>
      </label>
      <label class="checkbox">
        <input
          type="checkbox"
          checked={inMinutes !== undefined}
          disabled={isDirect}
          onChange={(event) => onChange({ inMinutes: event.currentTarget.checked ? 10 : undefined, test: false })}
        />
        <span>Later</span>
      </label>
      {inMinutes !== undefined && (
        <label class="checkbox">
          in
          <input
            type="number"
            class="input input-short"
            min={5}
            max={10_080}
            value={inMinutes}
            aria-label="Minutes from now"
            onInput={(event) => onChange({ inMinutes: event.currentTarget.valueAsNumber || 5 })}
          />
          minutes
        </label>
      )}
    </div>
  );
}
