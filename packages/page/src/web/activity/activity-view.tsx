import { useMemo, useRef } from "preact/hooks";
import { Composer } from "../compose/composer.js";
import { useHub } from "../hub/use-hub.js";
import { EmptyHub } from "../learn/empty-hub.js";
import { usePointed } from "../learn/pointer.js";
import { usePage } from "../shell/page-context.js";
import { foldCalls } from "./call.js";
import { CallDetail } from "./call-detail.js";
import { CallList } from "./call-list.js";
import { useNewest } from "./use-newest.js";

interface SearchProps {
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/**
 * Every request of every program on the left, the verdict on the chosen one in the middle, and the
 * composer on the right.
 */
export function ActivityView(props: SearchProps) {
  const { route } = usePage();
  return (
    <main class={`activity ${route.id === undefined ? "" : "activity-open"}`} id="main">
      <Calls {...props} />
      <aside class="activity-compose" aria-label="Compose">
        <Composer />
      </aside>
    </main>
  );
}

function Calls({ search, onSearch }: SearchProps) {
  const requests = useHub((state) => state.requests);
  const calls = useMemo(() => foldCalls(requests), [requests]);
  const { route } = usePage();
  const pointed = usePointed(calls);
  const newest = useNewest(calls);
  const chosen = calls.find(
    ({ id, attempts }) => id === route.id || attempts.some((attempt) => attempt.id === route.id),
  );
  const detail = useRef<HTMLElement>(null);
  const before = useRef<string | undefined>(undefined);
  // Whoever works in the detail keeps it when something newer arrives.
  const isUsed = detail.current?.contains(document.activeElement) === true;
  const kept = isUsed ? calls.find(({ id }) => id === before.current) : undefined;
  const shown = chosen ?? (route.id === undefined ? (kept ?? pointed ?? newest) : undefined);
  before.current = shown?.id;
  // A call that has not changed is not drawn again when others arrive.
  const opened = useMemo(() => shown && <CallDetail key={shown.id} call={shown} />, [shown]);
  return (
    <>
      <CallList calls={calls} chosen={shown?.id} pointed={pointed?.id} search={search} onSearch={onSearch} />
      <section class="detail" ref={detail} aria-label="The chosen request">
        {opened ??
          (route.id === undefined ? (
            <EmptyHub />
          ) : (
            <div class="panel empty-state">
              <h2>Request {route.id} is no longer in the log</h2>
              <p>The hub keeps the newest requests. Choose one from the list.</p>
            </div>
          ))}
      </section>
    </>
  );
}
