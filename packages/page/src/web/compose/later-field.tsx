import { useHubTime } from "../shell/use-hub-time.js";
import {
  defaultLater,
  dueMs,
  type Later,
  type LaterUnit,
  laterUnits,
  localOf,
  minuteAfter,
  problemWith,
  spoken,
} from "./later.js";

/** When a send goes out, by the hub's clock: so long from now, or at a moment of local time. */
export function LaterField({ later, onChange }: { later: Later; onChange: (later: Later) => void }) {
  const nowMs = useHubTime().getTime();
  const due = dueMs(later, nowMs);
  const problem = problemWith(later, nowMs);
  const common = { class: "input", "aria-invalid": problem !== undefined, "aria-describedby": "due" };
  return (
    <div class="later">
      <select
        class="input"
        aria-label="How the time is given"
        value={later.kind}
        onChange={(event) =>
          onChange(event.currentTarget.value === "in" ? defaultLater : { kind: "at", time: minuteAfter(due) })
        }
      >
        <option value="in">in</option>
        <option value="at">at</option>
      </select>
      {later.kind === "in" ? (
        <>
          <input
            {...common}
            type="number"
            step="any"
            value={Number.isNaN(later.amount) ? "" : later.amount}
            aria-label="How long from now"
            onInput={(event) => onChange({ ...later, amount: event.currentTarget.valueAsNumber })}
          />
          <select
            class="input"
            aria-label="Unit of the time"
            value={later.unit}
            onChange={(event) => onChange({ ...later, unit: event.currentTarget.value as LaterUnit })}
          >
            {laterUnits.map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </>
      ) : (
        <input
          {...common}
          type="datetime-local"
          value={localOf(later.time)}
          aria-label="Date and time"
          onInput={(event) => onChange({ kind: "at", time: minuteAfter(Date.parse(event.currentTarget.value)) })}
        />
      )}
      <p id="due" class={problem === undefined ? "hint" : "problem"}>
        {problem ??
          `Goes out ${spoken(due)} (${Intl.DateTimeFormat().resolvedOptions().timeZone}). The hub's clock shows ${spoken(nowMs)}.`}
      </p>
    </div>
  );
}
