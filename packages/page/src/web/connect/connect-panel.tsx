import { useMemo, useState } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { clockTime } from "../shell/clock-time.js";
import { CodeBlock } from "../shell/code-block.js";
import { CopyButton } from "../shell/copy-button.js";
import { Popover } from "../shell/popover.js";
import { lastForeign } from "./last-foreign.js";
import { snippetsFor } from "./snippets.js";

/** How a program of one's own reaches this hub. */
export function ConnectPanel() {
  const connection = useHub((state) => state.connection);
  const requests = useHub((state) => state.requests);
  const foreign = useMemo(() => lastForeign(requests), [requests]);
  const [language, setLanguage] = useState("nh-js");
  const snippets = connection === undefined ? [] : snippetsFor({ ...connection, tls: connection.tlsConnectionString });
  const snippet = snippets.find(({ id }) => id === language) ?? snippets[0];
  return (
    <Popover
      id="connect"
      title="Connect a program"
      label="Connect"
      className={foreign === undefined ? "" : "chip-good"}
    >
      {foreign === undefined ? (
        <p class="connect-state">No program has connected yet. This turns green when the first one does.</p>
      ) : (
        <p class="connect-state connect-good">
          {foreign.name} connected at {clockTime(foreign.at)}
        </p>
      )}
      {connection === undefined ? (
        <p class="hint">The hub has not said yet how it is reached.</p>
      ) : (
        <>
          <ConnectionString label="Connection string for nh and @nh/client" text={connection.connectionString} />
          {connection.tlsConnectionString !== null && (
            <ConnectionString label="For official SDKs, over TLS" text={connection.tlsConnectionString} />
          )}
          <fieldset class="tab-row" aria-label="Language">
            {snippets.map(({ id, label }) => (
              <button
                key={id}
                type="button"
                class="pill"
                aria-pressed={id === snippet?.id}
                onClick={() => setLanguage(id)}
              >
                {label}
              </button>
            ))}
          </fieldset>
          {snippet?.trust !== undefined && (
            <p class="connect-trust">
              <span class="label">Trust its certificate</span>
              <code>{snippet.trust}</code>
              <CopyButton text={snippet.trust} quiet />
            </p>
          )}
          {snippet !== undefined && (
            <>
              <CodeBlock label={`Program in ${snippet.label}`} text={snippet.code} language="typescript" />
              <CopyButton text={snippet.code} label="Copy the program" />
            </>
          )}
        </>
      )}
    </Popover>
  );
}

function ConnectionString({ label, text }: { label: string; text: string }) {
  return (
    <div class="connect-string">
      <span class="label">{label}</span>
      <div class="connect-line">
        <code>{text}</code>
        <CopyButton text={text} />
      </div>
    </div>
  );
}
