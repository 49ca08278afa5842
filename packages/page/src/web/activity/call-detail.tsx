import { useLayoutEffect, useState } from "preact/hooks";
import { draftOf } from "../compose/draft.js";
import { control } from "../hub/control.js";
import { useHub } from "../hub/use-hub.js";
import { CopyButton } from "../shell/copy-button.js";
import { WithIdLinks } from "../shell/id-links.js";
import { usePage } from "../shell/page-context.js";
import { AttemptsTab } from "./attempts-tab.js";
import type { Call } from "./call.js";
import { sampleLanguages } from "./code/samples.js";
import { sampleOf } from "./code/send-sample.js";
import { CodeTab } from "./code-tab.js";
import { HttpTab } from "./http-tab.js";
import { judge } from "./judge.js";
import { useEvidence } from "./use-evidence.js";
import { WhatArrived } from "./what-arrived.js";
import { WhoAndWhy } from "./who-and-why.js";
import { whoTable } from "./who-rows.js";

const tabs = ["who", "arrived", "http", "attempts", "code"] as const;
type Tab = (typeof tabs)[number];

/** The verdict on a call, what can be done about it, and everything behind it. */
export function CallDetail({ call }: { call: Call }) {
  const { go, setDraft, say } = usePage();
  const devices = useHub((state) => state.devices);
  const evidence = useEvidence(call);
  const verdict = judge(call, evidence);
  const sample = sampleOf(call, location.origin);
  const hasPushes = call.isSend && call.last.operation !== "schedule";
  const [tab, setTab] = useState<Tab>(hasPushes && call.last.status < 400 ? "who" : "http");
  const [copying, setCopying] = useState(false);
  const labels: Record<Tab, string> = {
    who: "Who and why",
    arrived: `What arrived (${evidence.deliveries?.length ?? 0})`,
    http: "HTTP",
    attempts: `Attempts (${call.attempts.length})`,
    code: "Code",
  };
  const shown = tabs.filter((name) => (name === "who" || name === "arrived" ? hasPushes : name !== "code" || sample));

  const resend = () => {
    control.replay(call.last.id).then(
      ({ status }) =>
        say(
          status < 300 ? "Sent again." : `Sent again; the hub responded with ${status}.`,
          status < 300 ? "good" : "bad",
        ),
      (error: unknown) => say(error instanceof Error ? error.message : String(error), "bad"),
    );
    go({ view: "activity", id: undefined });
  };
  const edit = (audience = sample?.audience) => {
    if (sample === undefined) return;
    setDraft(draftOf({ ...sample, audience }));
    go(matchMedia("(min-width: 1200px)").matches ? {} : { view: "compose" });
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-draft]")?.focus());
  };
  // Before the next paint: a key that follows a choice at once must act on the new choice.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === "r") resend();
      if (event.key === "e") edit();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });

  return (
    <>
      <article class={`panel verdict verdict-${verdict.tone}`} aria-labelledby="verdict">
        <p class="verdict-what">
          <a class="back" href="#/activity">
            ← All activity
          </a>
          <span>
            {call.last.method} · <WithIdLinks text={call.title} /> · {call.last.durationMs.toFixed(1)} ms ·{" "}
            {call.program.name}
          </span>
        </p>
        <h2 id="verdict">{verdict.sentence}</h2>
        {verdict.detail && <p class="verdict-detail">{verdict.detail}</p>}
        {evidence.problem !== undefined && (
          <p class="verdict-detail">The hub could not explain it: {evidence.problem}</p>
        )}
        <div class="button-row">
          {verdict.suggestion !== undefined && sample !== undefined && (
            <button type="button" class="button button-primary" onClick={() => edit(verdict.suggestion?.audience)}>
              Edit and resend with {verdict.suggestion.tag}
            </button>
          )}
          <button type="button" class="button" aria-keyshortcuts="r" onClick={resend}>
            Resend
          </button>
          {sample !== undefined && (
            <>
              <button type="button" class="button" aria-keyshortcuts="e" onClick={() => edit()}>
                Edit and resend
              </button>
              <button type="button" class="button" aria-expanded={copying} onClick={() => setCopying(!copying)}>
                Copy as {copying ? "▴" : "▾"}
              </button>
              {copying &&
                sampleLanguages.map(({ id, label, write }) => (
                  <CopyButton key={id} label={id === "test" ? "a test (Vitest)" : label} text={write(sample)} />
                ))}
            </>
          )}
        </div>
      </article>
      <div class="tabs" role="tablist" aria-label="About this request">
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="tab-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
            onKeyDown={(event) => moveTab(event, shown, tab, setTab)}
          >
            {labels[name]}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} class="tab-panel">
        {tab === "who" && call.platform !== undefined && (
          <WhoAndWhy
            table={whoTable(call.platform, evidence.explanation, evidence.deliveries ?? [], devices)}
            platform={call.platform}
          />
        )}
        {tab === "arrived" && <WhatArrived deliveries={evidence.deliveries ?? []} devices={devices ?? []} />}
        {tab === "http" && <HttpTab request={call.last} />}
        {tab === "attempts" && <AttemptsTab call={call} />}
        {tab === "code" && sample !== undefined && <CodeTab sample={sample} />}
      </div>
    </>
  );
}

function moveTab(event: KeyboardEvent, shown: readonly Tab[], tab: Tab, setTab: (tab: Tab) => void): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
  if (next === undefined) return;
  setTab(next);
  document.getElementById(`tab-${next}`)?.focus();
}

/** Whether a key belongs to a field, or comes with a modifier of the browser. */
export function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const inField =
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
  return inField || ctrlKey || metaKey || altKey;
}
