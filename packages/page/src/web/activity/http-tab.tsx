import { useState } from "preact/hooks";
import type { HubRequest } from "../hub/types.js";
import { CodeBlock } from "../shell/code-block.js";
import { CopyButton } from "../shell/copy-button.js";
import { requestText, responseText } from "./http-text.js";

/** Request and response, the token's signature masked by the hub. */
export function HttpTab({ request }: { request: HubRequest }) {
  const [pretty, setPretty] = useState(true);
  const sent = requestText(request, pretty);
  const got = responseText(request, pretty);
  return (
    <>
      <fieldset class="tab-row" aria-label="Form">
        <button type="button" class="pill" aria-pressed={pretty} onClick={() => setPretty(true)}>
          Pretty
        </button>
        <button type="button" class="pill" aria-pressed={!pretty} onClick={() => setPretty(false)}>
          Raw
        </button>
      </fieldset>
      <div class="label-row">
        <h3 class="label">Request {request.id}</h3>
        <CopyButton text={sent} quiet />
      </div>
      <CodeBlock label="Request" text={sent} language="http" />
      <div class="label-row">
        <h3 class="label">Response · {request.durationMs.toFixed(1)} ms</h3>
        <CopyButton text={got} quiet />
      </div>
      <CodeBlock label="Response" text={got} language="http" />
      {request.notes.length > 0 && (
        <ul class="notes">
          {request.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}
