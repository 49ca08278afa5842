import { useLayoutEffect, useState } from "preact/hooks";
import { draftOf } from "../compose/draft.js";
import { control } from "../hub/control.js";
import { CopyButton } from "../shell/copy-button.js";
import { WithIdLinks } from "../shell/id-links.js";
import { isKeyTaken } from "../shell/is-key-taken.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";
import type { Call } from "./call.js";
import { CallTabs } from "./call-tabs.js";
import { sampleLanguages } from "./code/samples.js";
import { sampleOf } from "./code/send-sample.js";
import { judge } from "./judge.js";
import { useEvidence } from "./use-evidence.js";

/** The verdict on a call, what can be done about it, and everything behind it. */
export function CallDetail({ call }: { call: Call }) {
  const { go, setDraft, say } = usePage();
  const evidence = useEvidence(call);
  const verdict = judge(call, evidence);
  const sample = sampleOf(call, location.origin);
  const [copying, setCopying] = useState(false);
  const resend = () => {
    control.replay(call.last.id).then(
      ({ status }) =>
        say(
          status < 300 ? "Sent again." : `Sent again; the hub responded with ${status}.`,
          status < 300 ? "good" : "bad",
        ),
      (error: unknown) => say(reasonOf(error), "bad"),
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
      // A key that is held must not send again and again.
      if (event.repeat || isKeyTaken(event)) return;
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
      <CallTabs call={call} evidence={evidence} sample={sample} />
    </>
  );
}
