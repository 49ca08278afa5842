import type { Exchange } from "../compose/protocol.js";
import { CodeBlock } from "./code-block.js";
import { CopyButton } from "./copy-button.js";

interface ExchangesProps {
  /** Newest first. */
  readonly exchanges: readonly Exchange[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** The sends so far, and the exact request and response of the selected one. */
export function Exchanges({ exchanges, selected, onSelect }: ExchangesProps) {
  const exchange = exchanges.find(({ id }) => id === selected) ?? exchanges[0];
  return (
    <section class="pane exchanges" aria-labelledby="exchanges-title">
      <h2 id="exchanges-title" class="pane-title">
        HTTP exchanges <span class="count">{exchanges.length}</span>
      </h2>
      {exchange === undefined ? (
        <p class="empty">Send something to see the request and the response here.</p>
      ) : (
        <>
          <ul class="sends">
            {exchanges.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  class="send"
                  aria-current={one === exchange ? "true" : undefined}
                  onClick={() => onSelect(one.id)}
                >
                  <Status exchange={one} />
                  <span class="send-title">{one.title}</span>
                  <span class="send-reached">{reachedText(one)}</span>
                </button>
              </li>
            ))}
          </ul>
          <div class="exchange">
            {exchange.error !== undefined && (
              <div class="problem-box" role="note">
                <strong>
                  {exchange.error.name}
                  {exchange.error.code !== undefined && <code>{exchange.error.code}</code>}
                </strong>
                <p>{exchange.error.message}</p>
              </div>
            )}
            <Message title="Request" text={exchange.request} />
            <Message title="Response" text={exchange.response} />
          </div>
        </>
      )}
    </section>
  );
}

function Status({ exchange }: { exchange: Exchange }) {
  const { status, error } = exchange;
  const kind = error === undefined ? "good" : "bad";
  return <span class={`status status-${kind}`}>{status ?? "not sent"}</span>;
}

function Message({ title, text }: { title: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <article class="message">
      <div class="label-row">
        <h3 class="label">{title}</h3>
        <CopyButton label="Copy" text={text} />
      </div>
      <CodeBlock label={title} text={text} language="http" />
    </article>
  );
}

function reachedText({ reached, error }: Exchange): string {
  if (error !== undefined) return "";
  return `${reached} ${reached === 1 ? "device" : "devices"}`;
}
