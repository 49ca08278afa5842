import { useEffect, useRef } from "preact/hooks";
import type { PageDelivery } from "../compose/protocol.js";
import { CodeBlock } from "./code-block.js";
import { CopyButton } from "./copy-button.js";
import { PlatformBadge } from "./platforms.js";
import { prettyBody } from "./pretty-body.js";

interface DeliveryDialogProps {
  readonly delivery: PageDelivery;
  readonly deviceName: string;
  readonly onClose: () => void;
}

/** Everything that the hub passed to the platform for one device. */
export function DeliveryDialog({ delivery, deviceName, onClose }: DeliveryDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const headers = Object.entries(delivery.headers);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onClose={onClose}>
      <div class="dialog-head">
        <PlatformBadge platform={delivery.platform} />
        <h2 id="dialog-title" class="dialog-title">
          {deviceName}
        </h2>
        <button type="button" class="button button-quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <dl class="facts">
        <dt>Received</dt>
        <dd>
          <time dateTime={delivery.at}>{new Date(delivery.at).toLocaleString("en-GB")}</time>
        </dd>
        <dt>Handle</dt>
        <dd class="mono">{delivery.handle}</dd>
        <dt>Template</dt>
        <dd>{delivery.template ?? "None (native notification)"}</dd>
        <dt>Outcome</dt>
        <dd>{delivery.outcome}</dd>
      </dl>
      {headers.length > 0 && (
        <>
          <h3 class="label">Headers</h3>
          <CodeBlock
            label="Headers"
            text={headers.map(([name, value]) => `${name}: ${value}`).join("\n")}
            language="headers"
          />
        </>
      )}
      <div class="label-row">
        <h3 class="label">Body</h3>
        <CopyButton label="Copy" text={delivery.body} />
      </div>
      <CodeBlock label="Body" text={prettyBody(delivery.body)} language="body" />
    </dialog>
  );
}
