import { type Platform, platforms } from "@nh/payloads";
import { useRef, useState } from "preact/hooks";
import { codeSample } from "../compose/code-sample.js";
import type { ComposedAudience, ComposedSend, Exchange, PageDevice } from "../compose/protocol.js";
import type { Reach } from "../compose/reach.js";
import { samples } from "../compose/samples.js";
import { postSend } from "./api.js";
import { AudienceField } from "./audience-field.js";
import { CodeBlock } from "./code-block.js";
import { CopyButton } from "./copy-button.js";
import { PayloadField } from "./payload-field.js";
import { PlatformBadge, platformLabels } from "./platforms.js";

interface ComposerProps {
  readonly hubName: string;
  readonly devices: readonly PageDevice[];
  readonly platform: Platform;
  readonly onPlatform: (platform: Platform) => void;
  readonly audience: ComposedAudience;
  readonly reach: Reach;
  readonly onAudience: (audience: ComposedAudience) => void;
  readonly onSent: (exchange: Exchange) => void;
}

/** Platform, audience, payload and the send button. Each platform keeps its own payload. */
export function Composer(props: ComposerProps) {
  const { hubName, devices, platform, audience, onSent } = props;
  const [payloads, setPayloads] = useState<Readonly<Record<Platform, string>>>(samples);
  const [test, setTest] = useState(false);
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly good: boolean; readonly text: string } | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const send: ComposedSend = { platform, payload: payloads[platform], audience, test };

  const submit = async (event: Event) => {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    try {
      const exchange = await postSend(send);
      onSent(exchange);
      setOutcome(outcomeOf(exchange));
    } catch (error) {
      setOutcome({ good: false, text: error instanceof Error ? error.message : String(error) });
    } finally {
      setSending(false);
    }
  };

  const sendOnControlEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
  };

  return (
    <section class="pane composer" aria-labelledby="compose-title">
      <h2 id="compose-title" class="pane-title">
        Compose
      </h2>
      <form ref={form} onSubmit={submit} onKeyDown={sendOnControlEnter}>
        <fieldset class="field">
          <legend class="label">Platform</legend>
          <div class="platforms">
            {platforms.map((name) => (
              <label key={name} class="platform">
                <input
                  type="radio"
                  name="platform"
                  value={name}
                  checked={platform === name}
                  onChange={() => props.onPlatform(name)}
                />
                <PlatformBadge platform={name} decorative />
                <span>{platformLabels[name].short}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <AudienceField
          platform={platform}
          audience={audience}
          devices={devices}
          reach={props.reach}
          onChange={props.onAudience}
        />
        <PayloadField
          platform={platform}
          payload={payloads[platform]}
          onChange={(payload) => setPayloads({ ...payloads, [platform]: payload })}
          onReset={() => setPayloads({ ...payloads, [platform]: samples[platform] })}
        />
        <div class="send-row">
          <label class="checkbox">
            <input type="checkbox" checked={test} onChange={(event) => setTest(event.currentTarget.checked)} />
            <span>
              Test send <small>returns the outcome per device, for at most ten</small>
            </span>
          </label>
          <button
            type="submit"
            class="button button-primary"
            disabled={sending}
            title="Ctrl+Enter"
            aria-keyshortcuts="Control+Enter"
          >
            {sending ? "Sending…" : "Send"}
          </button>
        </div>
        <p class={`outcome ${outcome?.good === false ? "outcome-bad" : "outcome-good"}`} role="status">
          {outcome?.text}
        </p>
      </form>
      <details class="code-sample">
        <summary>The same in TypeScript</summary>
        <CopyButton label="Copy" text={codeSample(send, hubName)} />
        <CodeBlock label="Program" text={codeSample(send, hubName)} language="typescript" />
      </details>
    </section>
  );
}

function outcomeOf({ error, status, reached }: Exchange): { good: boolean; text: string } {
  if (error !== undefined) {
    return { good: false, text: `${status === undefined ? "Not sent" : `Refused with ${status}`}: ${error.message}` };
  }
  if (reached === 0) return { good: false, text: "Accepted, but no device matched the audience." };
  return { good: true, text: `Delivered to ${reached} ${reached === 1 ? "device" : "devices"}.` };
}
