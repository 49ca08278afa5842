import { platformFacts, utf8ByteLength } from "@nh/payloads";
import { useMemo, useRef } from "preact/hooks";
import type { Explanation } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { digits } from "../shell/digits.js";
import { usePage } from "../shell/page-context.js";
import { AudienceField } from "./audience-field.js";
import { compose, notificationIn, problemIn } from "./composed.js";
import { ContentPreview } from "./content-preview.js";
import { bodyOf, type Draft, withBody } from "./draft.js";
import { formFields } from "./form-fields.js";
import { PayloadField } from "./payload-field.js";
import { PlatformField } from "./platform-field.js";
import { Preview } from "./preview.js";
import { samplePayloads } from "./sample-payloads.js";
import { SendOptions } from "./send-options.js";
import { useExplanation } from "./use-explanation.js";
import { useSend } from "./use-send.js";
import { WhereItIs } from "./where-it-is.js";

/** Platform, payload, audience and the send button, with a picture of the result. */
export function Composer() {
  const { draft, setDraft } = usePage();
  const { platform } = draft;
  const isConnected = useHub((state) => state.connection !== undefined);
  const composed = useMemo(() => compose(draft), [draft]);
  const explanation = useExplanation(notificationIn(composed), draft.target);
  const { busy, end, send, forget } = useSend(draft, composed);
  const form = useRef<HTMLFormElement>(null);
  const update = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    forget();
  };
  return (
    <section class="composer" aria-labelledby="compose-title">
      <h2 id="compose-title" class="pane-title">
        Compose
      </h2>
      <form
        ref={form}
        class={`panel composer-panel ${platform === "every" ? "composer-every" : ""}`}
        onSubmit={(event) => {
          event.preventDefault();
          void send(false);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
        }}
      >
        <div class="composer-fields">
          <PlatformField draft={draft} onChange={update} />
          <PayloadField
            platform={platform}
            name="Payload"
            body={bodyOf(draft)}
            fields={formFields(platform)}
            sample={samplePayloads[platform]}
            problem={composed.kind === "content" ? composed.made.problem : problemIn(composed)}
            missing={missingIn(explanation)}
            onChange={(body) => update(withBody(draft, body))}
          />
          <AudienceField draft={draft} explanation={explanation} onChange={(target) => update({ target })} />
          <SendOptions draft={draft} onChange={update} />
        </div>
        <div class="composer-result">
          {composed.kind === "content" ? (
            <ContentPreview parts={composed.made.parts} draft={draft} end={end} onChange={update} />
          ) : (
            <Preview built={composed.built} explanation={explanation} />
          )}
        </div>
        <div class="send-bar">
          <div class="send-row">
            <Bytes draft={draft} />
            {composed.kind === "payload" && !composed.built.ok && (
              <button type="button" class="button" disabled={busy} onClick={() => void send(true)}>
                Send unchecked
              </button>
            )}
            <button
              type="submit"
              class="button button-primary"
              disabled={busy || !isConnected}
              aria-keyshortcuts="Control+Enter"
              title="Ctrl+Enter"
            >
              {busy ? "Sending…" : draft.later === undefined ? "Send" : "Schedule"}
            </button>
          </div>
          <p class={`outcome outcome-${end?.tone ?? "none"}`} role="status">
            {end?.text}
            {end !== undefined && <WhereItIs end={end} />}
          </p>
        </div>
      </form>
    </section>
  );
}

/** The properties that templates name and the draft lacks, each once. */
function missingIn(explanation: Explanation | undefined): string[] {
  return [...new Set(explanation?.devices.flatMap(({ missing = [] }) => missing))];
}

function requestsIn(platforms: number): string {
  if (platforms === 0) return "No platform is chosen";
  return platforms === 1 ? "Sends 1 request" : `Sends ${platforms} requests, one for each platform`;
}

/** How much of the platform's limit the payload takes; of several, how many requests are sent. */
function Bytes({ draft }: { draft: Draft }) {
  if (draft.platform === "every") return <span class="bytes">{requestsIn(draft.platforms.length)}</span>;
  const bytes = utf8ByteLength(bodyOf(draft));
  const limit = platformFacts[draft.platform].bodyLimitBytes;
  return (
    <span class={bytes > limit ? "bytes bytes-over" : "bytes"}>
      {digits(bytes)} of {digits(limit)} bytes
    </span>
  );
}
