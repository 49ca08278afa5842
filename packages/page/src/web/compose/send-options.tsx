import type { Draft } from "./draft.js";
import { defaultLater } from "./later.js";
import { LaterField } from "./later-field.js";

/** How a draft is sent: as a test, and now or later by the hub's clock. */
export function SendOptions({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { test, later, target } = draft;
  const isDirect = target.kind === "device";
  // What is on can always be switched off, also when the audience changed since.
  return (
    <div class="composer-options">
      <label class="checkbox">
        <input
          type="checkbox"
          checked={test}
          disabled={!test && (later !== undefined || isDirect)}
          onChange={(event) => onChange({ test: event.currentTarget.checked })}
        />
        <span>Test send</span>
      </label>
      <label class="checkbox">
        <input
          type="checkbox"
          checked={later !== undefined}
          disabled={later === undefined && isDirect}
          onChange={(event) => onChange({ later: event.currentTarget.checked ? defaultLater : undefined, test: false })}
        />
        <span>Later</span>
      </label>
      {later !== undefined && <LaterField later={later} onChange={(chosen) => onChange({ later: chosen })} />}
    </div>
  );
}
