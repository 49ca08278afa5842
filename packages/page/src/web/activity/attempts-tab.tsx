import { clockSeconds } from "../shell/clock-time.js";
import { formatRoute } from "../shell/route.js";
import type { Call } from "./call.js";

/** The requests that one call took, and the pauses between them. */
export function AttemptsTab({ call }: { call: Call }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it.
    <section class="panel table-panel" aria-label="Attempts" tabIndex={0}>
      <table class="who">
        <thead>
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Status</th>
            <th scope="col">At</th>
            <th scope="col">Waited</th>
            <th scope="col">Took</th>
            <th scope="col">What the hub notes</th>
          </tr>
        </thead>
        <tbody>
          {call.attempts.map((attempt, index) => {
            const before = call.attempts[index - 1];
            const waited =
              before === undefined ? undefined : Date.parse(attempt.at) - Date.parse(before.at) - before.durationMs;
            const good = attempt.status >= 200 && attempt.status < 300;
            return (
              <tr key={attempt.id}>
                <th scope="row">
                  {index + 1} · <a href={formatRoute({ view: "activity", id: attempt.id })}>request {attempt.id}</a>
                </th>
                <td>
                  <span class={`status status-${good ? "quiet" : "bad"}`}>{attempt.status || "—"}</span>
                </td>
                <td>{clockSeconds(attempt.at)}</td>
                <td>{waited === undefined ? "" : `${Math.max(0, waited / 1000).toFixed(2)} s`}</td>
                <td>{attempt.durationMs.toFixed(1)} ms</td>
                <td>{attempt.notes.join(" ") || retryAfter(attempt.responseHeaders)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function retryAfter(headers: Readonly<Record<string, string>>): string {
  const value = headers["retry-after"];
  return value === undefined ? "" : `Retry-After: ${value}`;
}
