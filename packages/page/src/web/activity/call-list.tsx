import { useMemo, useState } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { PointerNote } from "../learn/pointer.js";
import { clockSeconds } from "../shell/clock-time.js";
import { usePage } from "../shell/page-context.js";
import { formatRoute } from "../shell/route.js";
import type { Call } from "./call.js";
import { rowFacts } from "./row-facts.js";
import { searchCalls, searchNames } from "./search-calls.js";
import { countUnseen } from "./unseen-pushes.js";

/** How many rows are drawn before one asks for more. */
const ROWS = 50;

interface CallListProps {
  readonly calls: readonly Call[];
  readonly chosen: string | undefined;
  /** The id of the call that a lesson points at. */
  readonly pointed: string | undefined;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** The list of calls, newest first, with the search above it. */
export function CallList({ calls, chosen, pointed, search, onSearch }: CallListProps) {
  const deliveries = useHub((state) => state.deliveries);
  const unseen = useMemo(() => countUnseen(deliveries), [deliveries]);
  const found = useMemo(() => searchCalls(calls, search), [calls, search]);
  const [rows, setRows] = useState(ROWS);
  const programs = useMemo(() => new Set(calls.map(({ program }) => program.name)).size, [calls]);
  const counts = `${found.length === calls.length ? calls.length : `${found.length} of ${calls.length}`} · from ${programs} ${programs === 1 ? "program" : "programs"}`;
  return (
    <section class="calls" aria-label="Activity">
      <div class="pane-head">
        <h2 class="pane-title">
          Activity <span class="count">{calls.length === 0 ? "" : counts}</span>
        </h2>
      </div>
      <input
        id="search"
        type="search"
        class="input"
        value={search}
        placeholder="status:failed platform:apple …"
        aria-label="Search requests"
        aria-describedby="search-help"
        aria-keyshortcuts="/"
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
      <p id="search-help" class="visually-hidden">
        Words, or {Object.values(searchNames).join(", ")}.
      </p>
      {found.length === 0 ? (
        <p class="empty">{calls.length === 0 ? "No program has sent anything yet." : "No request matches."}</p>
      ) : (
        <ul class="call-list">
          {found.slice(0, rows).map((call) => (
            <CallRow
              key={call.id}
              call={call}
              chosen={call.id === chosen}
              pointed={call.id === pointed}
              unseen={unseen.get(call.facts?.notificationId ?? "") ?? 0}
            />
          ))}
        </ul>
      )}
      {found.length > rows && (
        <button type="button" class="button" onClick={() => setRows(rows + ROWS)}>
          Show {Math.min(ROWS, found.length - rows)} more
        </button>
      )}
    </section>
  );
}

interface CallRowProps {
  readonly call: Call;
  readonly chosen: boolean;
  readonly pointed: boolean;
  readonly unseen: number;
}

/** One call. It is drawn again only when it changes, not when others arrive. */
function CallRow({ call, chosen, pointed, unseen }: CallRowProps) {
  const { route } = usePage();
  return useMemo(() => {
    const { tone, reach, note } = rowFacts(call, unseen);
    const { last, program } = call;
    const [what, to] = call.title.split(" → ");
    return (
      <li class={pointed ? "call-pointed" : undefined}>
        <a
          class="call"
          href={formatRoute({ ...route, view: "activity", id: call.id })}
          aria-current={chosen ? "true" : undefined}
          data-call={call.id}
        >
          <span class={`status status-${tone}`}>{last.status === 0 ? "—" : last.status}</span>
          <span class="call-title">
            {what}
            {to !== undefined && (
              <>
                {" → "}
                <b>{to}</b>
              </>
            )}
          </span>
          {reach !== undefined && <span class={`call-reach reach-${tone}`}>{reach}</span>}
          <span class="call-note">
            {clockSeconds(last.at)}
            {/* Before the program, since a narrow list cuts what comes last. */}
            {note !== undefined && <span class={`note-${tone}`}> · {note}</span>} · {program.name}
          </span>
          {call.attempts.length > 1 && <Attempts call={call} />}
        </a>
        {pointed && <PointerNote />}
      </li>
    );
  }, [call, chosen, pointed, unseen, route]);
}

/** The attempts of a call as bars on a line of time. */
function Attempts({ call }: { call: Call }) {
  const from = Date.parse(call.attempts[0]?.at ?? "");
  const to = Date.parse(call.last.at) + call.last.durationMs;
  const span = Math.max(1, to - from);
  return (
    <span class="timeline" aria-hidden="true">
      {call.attempts.map(({ id, at, durationMs, status }) => (
        <span
          key={id}
          class={status >= 200 && status < 300 ? "timeline-good" : "timeline-bad"}
          style={{
            left: `${((Date.parse(at) - from) / span) * 94}%`,
            width: `max(6px, ${(durationMs / span) * 94}%)`,
          }}
        />
      ))}
    </span>
  );
}
