import { control } from "../hub/control.js";
import { useHub } from "../hub/use-hub.js";
import { clockSeconds } from "./clock-time.js";
import { Popover } from "./popover.js";
import { useHubTime } from "./use-hub-time.js";
import { useSayEnd } from "./use-say-end.js";

const jumps = [
  ["1 minute", 60],
  ["1 hour", 3_600],
  ["1 day", 86_400],
  ["1 week", 604_800],
] as const;

/** The hub's clock: stop it, move it, and see what falls due on the way. */
export function ClockChip() {
  const clock = useHub((state) => state.clock);
  const sayEnd = useSayEnd();
  const now = useHubTime();
  const move = (change: Parameters<typeof control.moveClock>[0], done: string) =>
    sayEnd(control.moveClock(change), done);
  const isMoved = clock !== undefined && (clock.frozen || Math.abs(now.getTime() - Date.now()) > 5_000);
  const time = clockSeconds(now);
  const label = clock?.frozen === true ? `Clock stopped: ${time}` : isMoved ? `Clock: ${time}` : "Clock: now";
  return (
    <Popover id="clock" title="Clock of the hub" label={label} className={isMoved ? "chip-warn" : ""}>
      <p class="clock-now">
        <time dateTime={now.toISOString()}>
          {now.toLocaleDateString("en-US", { weekday: "short", day: "numeric", month: "short", year: "numeric" })}{" "}
          {time}
        </time>
      </p>
      <p class="hint">Scheduled sends and expiries follow it. Tokens follow the real time.</p>
      <div class="button-row">
        {jumps.map(([name, seconds]) => (
          <button
            key={name}
            type="button"
            class="button"
            onClick={() => move({ advanceSeconds: seconds }, `The clock moved forward by ${name}.`)}
          >
            + {name}
          </button>
        ))}
      </div>
      <div class="button-row">
        {clock?.frozen === true ? (
          <button type="button" class="button" onClick={() => move({ resume: true }, "The clock runs.")}>
            Let it run
          </button>
        ) : (
          <button type="button" class="button" onClick={() => move({ freeze: true }, "The clock is frozen.")}>
            Stop it
          </button>
        )}
      </div>
    </Popover>
  );
}
