import type { Platform } from "@nh/payloads";
import { useMemo, useState } from "preact/hooks";
import type { Delivery, Device, Explanation } from "../hub/types.js";
import { platformLooks } from "../pictures/platform-names.js";
import { digits } from "../shell/digits.js";
import { formatRoute } from "../shell/route.js";
import { EVIDENCE_LIMIT } from "./use-evidence.js";
import { type Cell, type WhoRow, whoTable } from "./who-rows.js";

const columns = [
  ["audience", "Audience"],
  ["registration", "Registration"],
  ["template", "Template"],
  ["payload", "Payload"],
  ["platform", "Platform"],
] as const;

const marks = { ok: "✓", warn: "!", fail: "✗", none: "" } as const;
const spoken = { ok: "good: ", warn: "attention: ", fail: "failed: ", none: "" } as const;

/** Rows that succeeded are folded beyond this many. */
const GOOD_ROWS = 8;

interface WhoAndWhyProps {
  readonly platform: Platform;
  readonly explanation: Explanation | undefined;
  readonly deliveries: readonly Delivery[];
  readonly devices: readonly Device[];
}

/** One row for each registration, with the station at which its push stopped. */
export function WhoAndWhy({ platform, explanation, deliveries, devices }: WhoAndWhyProps) {
  const [all, setAll] = useState(false);
  const { rows, others, othersReason } = useMemo(
    () => whoTable(platform, explanation, deliveries, devices),
    [platform, explanation, deliveries, devices],
  );
  const troubled = rows.filter(({ state }) => state !== "ok");
  const good = rows.filter(({ state }) => state === "ok");
  const shown = all ? rows : [...troubled.slice(0, 50), ...good.slice(0, GOOD_ROWS)];
  const hidden = rows.length - shown.length;
  // Where all are explained, all are listed, as they are now. Only the hub counts those beyond.
  const isCut = explanation !== undefined && explanation.devices.length >= EVIDENCE_LIMIT;
  const total = Math.max(rows.length, isCut ? explanation.candidates : 0);
  const label =
    platform === "template" ? "template registrations" : `registrations of ${platformLooks[platform].label}`;
  if (rows.length === 0 && others === 0) {
    const why = explanation ? "The hub has no device that this send could reach." : "The hub has not explained it.";
    return <p class="empty">{why}</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it.
    <section class="panel table-panel" aria-label="Who and why" tabIndex={0}>
      <table class="who">
        <thead>
          <tr>
            <th scope="col">
              {rows.length < total && `${digits(rows.length)} of `}
              {digits(total)} {label}
            </th>
            {columns.map(([step, name]) => (
              <th key={step} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.id + row.cells.template.text} row={row} />
          ))}
          {others > 0 && (
            <tr class="who-others">
              <th scope="row">{digits(others)} others</th>
              <td colSpan={5}>{othersReason}</td>
            </tr>
          )}
        </tbody>
      </table>
      {hidden > 0 && (
        <button type="button" class="button button-quiet" onClick={() => setAll(true)}>
          Show {digits(hidden)} more
        </button>
      )}
    </section>
  );
}

function Row({ row }: { row: WhoRow }) {
  return (
    <tr>
      <th scope="row">
        <a href={formatRoute({ view: "devices", id: row.deviceKey })}>{row.name}</a>
      </th>
      {columns.map(([step]) => (
        <StepCell key={step} cell={row.cells[step]} />
      ))}
    </tr>
  );
}

function StepCell({ cell }: { cell: Cell }) {
  return (
    <td class={`step step-${cell.state}`}>
      <span class="step-inner">
        <span aria-hidden="true" class="step-mark">
          {marks[cell.state]}
        </span>
        <span>
          <span class="visually-hidden">{spoken[cell.state]}</span>
          {cell.text}
        </span>
      </span>
    </td>
  );
}
