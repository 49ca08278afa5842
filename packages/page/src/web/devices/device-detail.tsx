import { useEffect, useRef, useState } from "preact/hooks";
import type { Device } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { Picture } from "../pictures/picture.js";
import { platformLooks } from "../pictures/platform-names.js";
import { CodeBlock } from "../shell/code-block.js";
import { CopyButton } from "../shell/copy-button.js";
import { WithIdLinks } from "../shell/id-links.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";
import { DeviceEditor } from "./device-editor.js";
import { DeviceHistory } from "./device-history.js";
import { deviceName } from "./device-name.js";
import { callStored } from "./stored-documents.js";
import { useStored } from "./use-stored.js";
import { WhyNot } from "./why-not.js";

/** One device: what is stored of it, what it received, and why the draft would not reach it. */
export function DeviceDetail({ device, deviceId }: { device: Device | undefined; deviceId: string }) {
  const { go, say } = usePage();
  const connection = useHub((state) => state.connection);
  const { document, templates, problem, reload } = useStored(device);
  const [editing, setEditing] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const close = () => go({ view: "devices", id: undefined });
  // The card that opened it may be far down the list.
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  if (device === undefined) {
    return (
      <section class="panel device-detail" aria-label="Device">
        <div class="pane-head">
          <h2 class="pane-title" ref={title} tabIndex={-1}>
            This device is gone
          </h2>
          <button type="button" class="button button-quiet" onClick={close} aria-label="Close">
            ✕
          </button>
        </div>
        <p class="hint">It was removed, or its platform declared the handle dead. What it received is still here.</p>
        <DeviceHistory deviceId={deviceId} />
      </section>
    );
  }
  const remove = async () => {
    if (connection === undefined) return;
    const { hub, installationId, registrationIds } = device;
    try {
      if (installationId !== null) await callStored(connection, hub, "deleteInstallation", installationId);
      else for (const id of registrationIds) await callStored(connection, hub, "deleteRegistration", id);
      say(`${deviceName(device)} is removed.`);
      close();
    } catch (error) {
      say(reasonOf(error), "bad");
    }
  };
  return (
    <section class="panel device-detail" aria-label={deviceName(device)}>
      <div class="pane-head">
        <h2 class="pane-title" ref={title} tabIndex={-1}>
          {deviceName(device)} <span class="count">{platformLooks[device.platform].label}</span>
        </h2>
        <button
          type="button"
          class="button"
          onClick={() => setEditing(!editing)}
          disabled={document === undefined || device.installationId === null}
        >
          {editing ? "Stop editing" : "Edit"}
        </button>
        <button
          type="button"
          class="button"
          aria-live="polite"
          onClick={() => (isAsked ? void remove() : setAsked(true))}
          onBlur={() => setAsked(false)}
        >
          {isAsked ? "Remove for good" : "Remove"}
        </button>
        <button type="button" class="button button-quiet" onClick={close} aria-label="Close">
          ✕
        </button>
      </div>
      <div class="device-columns">
        <div>
          <dl class="facts">
            {device.installationId !== null && <Fact name="Installation" value={device.installationId} />}
            {device.userId !== null && <Fact name="User" value={device.userId} />}
            <Fact name="Handle" value={device.handle} />
            <Fact name="Tags" value={device.tags.join(", ") || "none"} />
            <Fact name="Registrations" value={device.registrationIds.join(", ") || "none"} />
            {device.expired && <Fact name="State" value="Expired: its push platform has declared the handle dead." />}
          </dl>
          <WhyNot device={device} />
          {problem !== undefined && <p class="problem">{problem}</p>}
          {editing && document !== undefined ? (
            <DeviceEditor
              hub={device.hub}
              document={document}
              onDone={() => {
                setEditing(false);
                reload();
              }}
            />
          ) : (
            document !== undefined && <CodeBlock label="What is stored" text={document} language="body" />
          )}
        </div>
        <div>
          {templates.length > 0 && <h3 class="label">Templates</h3>}
          <ul class="template-list">
            {templates.map(({ name, body, headers }) => (
              <li key={name}>
                <p class="card-title">{name || "unnamed"}</p>
                <Picture description={describeDelivery({ platform: device.platform, body, headers })} />
                <CodeBlock label={`Body of ${name}`} text={body} language="body" />
              </li>
            ))}
          </ul>
          <h3 class="label">Received</h3>
          <DeviceHistory deviceId={deviceId} />
        </div>
      </div>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="mono">
        <WithIdLinks text={value} /> {name === "Handle" && <CopyButton text={value} quiet />}
      </dd>
    </div>
  );
}
