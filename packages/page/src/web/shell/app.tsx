import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ActivityView } from "../activity/activity-view.js";
import { ComposeView } from "../compose/compose-view.js";
import { type Draft, packDraft, unpackDraft } from "../compose/draft.js";
import { DevicesView } from "../devices/devices-view.js";
import { ShowHere } from "../devices/show-here.js";
import { LearnView } from "../learn/learn-view.js";
import { Header } from "./header.js";
import { isKeyTaken } from "./is-key-taken.js";
import { KeysHelp } from "./keys-help.js";
import { PageContext, type Pointer } from "./page-context.js";
import { SnapshotDrop } from "./snapshot-drop.js";
import { remember, remembered } from "./storage.js";
import { useRoute } from "./use-route.js";

const SAID_MS = 6_000;

/** The whole page. */
export function App() {
  const [route, go] = useRoute();
  const draft = useMemo(() => unpackDraft(route.draft), [route.draft]);
  const setDraft = useCallback((next: Draft) => go({ draft: packDraft(next) || undefined }, "replace"), [go]);
  const [said, setSaid] = useState<{ text: string; tone: "good" | "bad" }>();
  const say = useCallback((text: string, tone: "good" | "bad" = "good") => setSaid({ text, tone }), []);
  const [pointer, point] = useState<Pointer>();
  const [searches, setSearches] = useState({ activity: "", devices: "" });
  const keys = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  // The first visit begins with the lessons, unless the address says where to go.
  useEffect(() => {
    if (remembered("learned") !== undefined || location.hash !== "") return;
    remember("learned", "seen");
    go({ view: "learn" }, "replace");
  }, []);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isKeyTaken(event)) return;
      switch (event.key) {
        case "/":
          document.getElementById("search")?.focus();
          break;
        case "j":
        case "k":
          moveRow(event.key === "j" ? 1 : -1);
          break;
        case "c":
          if (document.querySelector("[data-draft]") === null) go({ view: "compose" });
          requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-draft]")?.focus());
          break;
        case "?":
          keys.current?.showModal();
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [go]);

  const page = useMemo(
    () => ({ route, go, draft, setDraft, pointer, point, say }),
    [route, go, draft, setDraft, pointer, say],
  );
  return (
    <PageContext.Provider value={page}>
      <Header onKeys={() => keys.current?.showModal()} />
      {route.view === "activity" && (
        <ActivityView search={searches.activity} onSearch={(activity) => setSearches({ ...searches, activity })} />
      )}
      {route.view === "devices" && (
        <DevicesView search={searches.devices} onSearch={(devices) => setSearches({ ...searches, devices })} />
      )}
      {route.view === "compose" && <ComposeView />}
      {route.view === "learn" && (
        <LearnView
          onClose={() => {
            remember("learned", "closed");
            go({ view: "activity" });
          }}
        />
      )}
      <div class="said-place" role="status">
        {said !== undefined && <p class={`said said-${said.tone}`}>{said.text}</p>}
      </div>
      <KeysHelp dialog={keys} />
      <SnapshotDrop />
      <ShowHere />
    </PageContext.Provider>
  );
}

/** Moves the focus to the next row of the list, or to the first. */
function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-call]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const chosen = at >= 0 ? at + step : rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  rows[Math.min(rows.length - 1, Math.max(0, chosen))]?.focus();
}
