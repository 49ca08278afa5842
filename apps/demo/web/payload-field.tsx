import { isPayloadError, type Platform, platformFacts, utf8ByteLength } from "@nh/payloads";
import { buildNotification } from "../compose/build-notification.js";

interface PayloadFieldProps {
  readonly platform: Platform;
  readonly payload: string;
  readonly onChange: (payload: string) => void;
  readonly onReset: () => void;
}

/**
 * The payload. While you type, the platform's builder checks it and shows the headers that it
 * infers.
 */
export function PayloadField({ platform, payload, onChange, onReset }: PayloadFieldProps) {
  const check = checkPayload(platform, payload);
  return (
    <div class="field">
      <div class="label-row">
        <label class="label" for="payload">
          Payload
        </label>
        <button type="button" class="button button-quiet" onClick={onReset}>
          Reset
        </button>
      </div>
      <textarea
        id="payload"
        class="input mono payload"
        rows={10}
        spellcheck={false}
        autocomplete="off"
        aria-invalid={check.problem !== undefined}
        aria-describedby="payload-check"
        value={payload}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <div id="payload-check" class="check" aria-live="polite">
        {check.problem === undefined ? (
          <ul class="inferred" aria-label="Headers inferred from the payload">
            {check.headers.map(([name, value]) => (
              <li key={name}>
                <span class="inferred-name">{name}</span> {value}
              </li>
            ))}
          </ul>
        ) : (
          <p class="problem">{check.problem}</p>
        )}
        <Size bytes={check.bytes} limit={platformFacts[platform].bodyLimitBytes} />
      </div>
    </div>
  );
}

function Size({ bytes, limit }: { bytes: number; limit: number }) {
  return (
    <p class="size">
      <meter min={0} max={limit} high={limit * 0.9} optimum={0} value={Math.min(bytes, limit)} aria-hidden="true" />
      {bytes.toLocaleString("en")} of {limit.toLocaleString("en")} bytes
    </p>
  );
}

interface PayloadCheck {
  readonly bytes: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly problem: string | undefined;
}

function checkPayload(platform: Platform, payload: string): PayloadCheck {
  try {
    const { body, headers, contentType } = buildNotification(platform, payload);
    const all = [["Content-Type", contentType] as const, ...Object.entries(headers)];
    return { bytes: utf8ByteLength(body), headers: all, problem: undefined };
  } catch (error) {
    if (!isPayloadError(error) && !(error instanceof Error)) throw error;
    return { bytes: utf8ByteLength(payload), headers: [], problem: error.message };
  }
}
