import { type Platform, platformFacts, platforms, utf8ByteLength } from "@nh/payloads";
import { useMemo, useRef, useState } from "preact/hooks";
import { reachHub } from "../hub/reach-hub.js";
import { useHub } from "../hub/use-hub.js";
import { platformLooks } from "../pictures/platform-names.js";
import { usePage } from "../shell/page-context.js";
import { AudienceField } from "./audience-field.js";
import { buildNotification } from "./build-notification.js";
import { bodyOf, type Draft } from "./draft.js";
import { PayloadField } from "./payload-field.js";
import { Preview } from "./preview.js";
import { endWords, sendDraft } from "./send-draft.js";
import { usePreview } from "./use-preview.js";

/** Platforms that most people push to; the others are behind a button. */
const common: readonly Platform[] = ["apple", "fcmv1", "windows", "browser", "template"];

/** Platform, audience, payload and the send button, with a picture of what comes of it. */
export function Composer() {
  const { draft, setDraft, say, go, route } = usePage();
  const connection = useHub((state) => state.connection);
  const clock = useHub((state) => state.clock);
  const hub = connection?.hub;
  const body = bodyOf(draft);
  const headersKey = JSON.stringify(draft.headers);
  const built = useMemo(
    () => buildNotification(draft.platform, body, draft.headers),
    [draft.platform, body, headersKey],
  );
  const explanation = usePreview(
    draft,
    hub,
    (built.ok ? built.notification : built.unchecked)?.headers ?? draft.headers,
  );
  const [sending, setSending] = useState(false);
  const [end, setEnd] = useState<{ tone: "good" | "warn" | "bad"; text: string }>();
  const form = useRef<HTMLFormElement>(null);

  const send = async (unchecked: boolean) => {
    if (sending || connection === undefined || hub === undefined) return;
    if (!built.ok && !unchecked) {
      setEnd({ tone: "bad", text: `Not sent: ${built.problem.message}` });
      return;
    }
    if (draft.target.kind === "expression" && draft.target.text.trim() === "") {
      setEnd({ tone: "bad", text: "Not sent: write a tag expression, or choose Everyone." });
      return;
    }
    setSending(true);
    setEnd(undefined);
    try {
      const nowMs = clock === undefined ? Date.now() : Math.max(Date.now(), Date.parse(clock.now));
      const result = await sendDraft(
        reachHub(connection, hub),
        draft,
        built.ok ? built.notification : built.unchecked,
        nowMs,
      );
      const text = endWords(result, draft.inMinutes !== undefined);
      setEnd({ tone: result.ok ? "good" : result.uncertain ? "warn" : "bad", text });
      if (result.ok) say(text);
      if (route.view === "activity") go({ view: "activity", id: undefined });
    } catch (error) {
      setEnd({ tone: "bad", text: `Not sent: ${error instanceof Error ? error.message : String(error)}` });
    } finally {
      setSending(false);
    }
  };

  const update = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    setEnd(undefined);
  };
  const bytes = utf8ByteLength(body);
  const limit = platformFacts[draft.platform].bodyLimitBytes;
  return (
    <section class="composer" aria-labelledby="compose-title">
      <h2 id="compose-title" class="pane-title">
        Compose
      </h2>
      <form
        ref={form}
        class="panel composer-panel"
        onSubmit={(event) => {
          event.preventDefault();
          void send(false);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
        }}
      >
        <div class="composer-fields">
          <PlatformField platform={draft.platform} onChange={(platform) => update({ platform, headers: {} })} />
          <PayloadField
            draft={draft}
            problem={built.ok ? undefined : built.problem}
            onChange={(next) => update(next)}
          />
          <AudienceField draft={draft} explanation={explanation} onChange={(target) => update({ target })} />
          <div class="composer-options">
            <label class="checkbox">
              <input
                type="checkbox"
                checked={draft.test}
                disabled={draft.inMinutes !== undefined || draft.target.kind === "device"}
                onChange={(event) => update({ test: event.currentTarget.checked })}
              />
              <span>Test send</span>
            </label>
            <label class="checkbox">
              <input
                type="checkbox"
                checked={draft.inMinutes !== undefined}
                disabled={draft.target.kind === "device"}
                onChange={(event) => update({ inMinutes: event.currentTarget.checked ? 10 : undefined, test: false })}
              />
              <span>Later</span>
            </label>
            {draft.inMinutes !== undefined && (
              <label class="checkbox">
                in
                <input
                  type="number"
                  class="input input-short"
                  min={5}
                  max={10_080}
                  value={draft.inMinutes}
                  aria-label="Minutes from now"
                  onInput={(event) => update({ inMinutes: event.currentTarget.valueAsNumber || 5 })}
                />
                minutes
              </label>
            )}
          </div>
        </div>
        <div class="composer-result">
          <Preview built={built} explanation={explanation} />
        </div>
        <div class="send-row">
          <span class={bytes > limit ? "bytes bytes-over" : "bytes"}>
            {bytes.toLocaleString("en-US")} of {limit.toLocaleString("en-US")} bytes
          </span>
          {!built.ok && (
            <button type="button" class="button" disabled={sending} onClick={() => void send(true)}>
              Send unchecked
            </button>
          )}
          <button
            type="submit"
            class="button button-primary"
            disabled={sending || connection === undefined}
            aria-keyshortcuts="Control+Enter"
            title="Ctrl+Enter"
          >
            {sending ? "Sending…" : draft.inMinutes === undefined ? "Send" : "Schedule"}
          </button>
        </div>
        <p class={`outcome outcome-${end?.tone ?? "none"}`} role="status">
          {end?.text}
        </p>
      </form>
    </section>
  );
}

function PlatformField({ platform, onChange }: { platform: Platform; onChange: (platform: Platform) => void }) {
  const [all, setAll] = useState(!common.includes(platform));
  const shown = all || !common.includes(platform) ? platforms : common;
  return (
    <fieldset class="pills">
      <legend class="visually-hidden">Platform</legend>
      {shown.map((name) => (
        <label key={name} class="pill-choice">
          <input type="radio" name="platform" checked={platform === name} onChange={() => onChange(name)} />
          <span>{platformLooks[name].label}</span>
        </label>
      ))}
      {shown === common && (
        <button type="button" class="pill" onClick={() => setAll(true)}>
          {platforms.length - common.length} more ▾
        </button>
      )}
    </fieldset>
  );
}
