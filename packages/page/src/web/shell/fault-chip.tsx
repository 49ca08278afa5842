import { control } from "../hub/control.js";
import type { ActiveFault } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { Popover } from "./popover.js";
import { useSayEnd } from "./use-say-end.js";

/** The faults in force, always in sight while there are any, and the scenarios to choose from. */
export function FaultChip() {
  const faults = useHub((state) => state.faults);
  const scenarios = useHub((state) => state.scenarios);
  const sayEnd = useSayEnd();
  const label =
    faults.length === 0 ? "Faults" : `Fault on: ${faults.length === 1 ? faultWords(faults[0]) : faults.length}`;
  return (
    <Popover id="faults" title="Faults" label={label} className={faults.length > 0 ? "chip-warn" : ""}>
      <p class="hint">Make the hub misbehave, to see how a program takes it.</p>
      {faults.length > 0 && (
        <>
          <ul class="fault-list">
            {faults.map((fault) => (
              <li key={fault.id}>
                {faultWords(fault)} <span class="soft">· struck {fault.hits}×</span>
              </li>
            ))}
          </ul>
          <button
            type="button"
            class="button button-primary"
            onClick={() => sayEnd(control.clearFaults(), "All faults are off.")}
          >
            Switch all off
          </button>
        </>
      )}
      <ul class="scenario-list">
        {scenarios.map(({ name, description }) => (
          <li key={name}>
            <button
              type="button"
              class="scenario"
              onClick={() => sayEnd(control.startScenario(name), `The fault ${name} is on.`)}
            >
              <b>{name}</b>
              <span>{description}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

/** A fault in a few words, such as `503` or `429 (2 left)`. */
function faultWords(fault: ActiveFault | undefined): string {
  if (fault === undefined) return "";
  const { status, reset, truncate, reason, delayMs } = fault.answer;
  const what =
    status !== undefined
      ? `status ${String(status)}`
      : reset === true
        ? "connection reset"
        : truncate === true
          ? "cut off"
          : reason !== undefined
            ? `platforms say ${String(reason)}`
            : `${String(delayMs)} ms late`;
  const left = fault.count === undefined ? "" : ` (${fault.count - fault.hits} left)`;
  const odds = fault.probability === undefined ? "" : `, ${Math.round(fault.probability * 100)} %`;
  return `${what}${odds}${left}`;
}
