import { useEffect, useState } from "preact/hooks";
import { notificationFor } from "../compose/composed.js";
import { control } from "../hub/control.js";
import type { Delivery, Device, ExplainedDevice } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { Picture } from "../pictures/picture.js";
import { platformLooks } from "../pictures/platform-names.js";
import { Pushed } from "../pictures/pushed.js";
import { clockSeconds } from "../shell/clock-time.js";
import { CodeBlock } from "../shell/code-block.js";
import { CopyButton } from "../shell/copy-button.js";
import { WithIdLinks } from "../shell/id-links.js";
import { usePage } from "../shell/page-context.js";
import { formatRoute } from "../shell/route.js";
import { DeviceEditor } from "./device-editor.js";
import { deviceKey, deviceName } from "./device-name.js";
import { nothingOnRecord, useOlderPushesDropped } from "./older-pushes.js";
import { callStored, readInstallation } from "./stored-documents.js";
import { installationTemplates, registrationTemplate, type StoredTemplate } from "./stored-templates.js";

const HISTORY = 20;

/** One device: what is stored of it, what it received, and why the draft would not reach it. */
export function DeviceDetail({ device, deviceId }: { device: Device | undefined; deviceId: string }) {
  const { go, say } = usePage();
  const connection = useHub((state) => state.connection);
  const history = useHistory(deviceId);
  const { document, templates, problem, reload } = useStored(device);
  const [editing, setEditing] = useState(false);
  const close = () => go({ view: "devices", id: undefined });
  if (device === undefined) {
    return (
      <section class="panel device-detail" aria-label="Device">
        <div class="pane-head">
          <h2 class="pane-title">This device is gone</h2>
          <button type="button" class="button button-quiet" onClick={close} aria-label="Close">
            ✕
          </button>
        </div>
        <p class="hint">It was removed, or its platform declared the handle dead. What it received is still here.</p>
        <History deliveries={history} />
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
      say(error instanceof Error ? error.message : String(error), "bad");
    }
  };
  return (
    <section class="panel device-detail" aria-label={deviceName(device)}>
      <div class="pane-head">
        <h2 class="pane-title">
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
        <button type="button" class="button" onClick={() => void remove()}>
          Remove
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
          <History deliveries={history} />
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

function History({ deliveries }: { deliveries: readonly Delivery[] | undefined }) {
  const requests = useHub((state) => state.requests);
  const olderDropped = useOlderPushesDropped();
  if (deliveries === undefined) return <p class="hint">Asking the hub …</p>;
  if (deliveries.length === 0) return <p class="hint">{nothingOnRecord(olderDropped).detail}</p>;
  return (
    <ul class="history">
      {deliveries.map((delivery) => {
        const request = requests.find(({ send }) => send?.notificationId === delivery.notificationId);
        return (
          <li key={delivery.id}>
            <p class="card-title">
              {clockSeconds(delivery.at)}{" "}
              {request !== undefined && (
                <a href={formatRoute({ view: "activity", id: request.id })}>request {request.id}</a>
              )}
            </p>
            <Picture description={describeDelivery(delivery)} outcome={delivery.outcome} at={delivery.at} />
            <Pushed push={delivery.push} />
          </li>
        );
      })}
    </ul>
  );
}

/** Whether the draft would reach this device, station by station, as the hub explains it. */
function WhyNot({ device }: { device: Device }) {
  const { draft } = usePage();
  const [found, setFound] = useState<readonly ExplainedDevice[] | string>();
  const ask = () => {
    const audience = draft.target.kind === "expression" ? draft.target.text : null;
    const notification = notificationFor(draft, device.platform);
    if (notification === undefined) return setFound("The draft has nothing that this platform takes. Open Compose.");
    const { platform, body, headers } = notification;
    control.explain({ hub: device.hub, platform, audience, body, headers, limit: 2_000 }).then(
      ({ devices }) => setFound(devices.filter((candidate) => deviceKey(candidate) === deviceKey(device))),
      (error: unknown) => setFound(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <div class="why-not">
      <button type="button" class="button" onClick={ask}>
        Would the draft reach it?
      </button>
      <div role="status">
        {typeof found === "string" && <p class="problem">{found}</p>}
        {Array.isArray(found) && found.length === 0 && (
          <p class="hint">It is not among the first 2,000 devices that the hub explains.</p>
        )}
        {Array.isArray(found) &&
          found.map((explained: ExplainedDevice, index: number) => (
            <ul key={index} class="steps">
              {explained.steps.map(({ step, ok, detail }) => (
                <li key={step} class={ok ? "step-ok" : "step-fail"}>
                  <span class="step-mark" aria-hidden="true">
                    {ok ? "✓" : "✗"}
                  </span>{" "}
                  <b>{step}</b> {detail}
                </li>
              ))}
            </ul>
          ))}
      </div>
    </div>
  );
}

/**
 * The newest deliveries of a device, also of one that is gone; asked again when the page learns of
 * a new one.
 */
function useHistory(deviceId: string): readonly Delivery[] | undefined {
  const newest = useHub((state) => state.deliveries.findLast((delivery) => deviceKey(delivery) === deviceId));
  const [history, setHistory] = useState<readonly Delivery[]>();
  useEffect(() => {
    let current = true;
    const at = deviceId.indexOf(":");
    control
      .deliveries({ platform: deviceId.slice(0, at), handle: deviceId.slice(at + 1), order: "newest", limit: HISTORY })
      .then(
        (found) => current && setHistory(found),
        () => current && setHistory([]),
      );
    return () => {
      current = false;
    };
  }, [deviceId, newest]);
  return history;
}

/** What the service stores of a device: its installation, or its registrations. */
function useStored(device: Device | undefined): {
  document: string | undefined;
  templates: readonly StoredTemplate[];
  problem: string | undefined;
  reload: () => void;
} {
  const connection = useHub((state) => state.connection);
  const [stored, setStored] = useState<{ document?: string; templates: readonly StoredTemplate[]; problem?: string }>({
    templates: [],
  });
  const [turn, setTurn] = useState(0);
  const id = device?.installationId ?? device?.registrationIds.join(" ");
  useEffect(() => {
    if (connection === undefined || device === undefined) return;
    let current = true;
    const { hub, installationId, registrationIds } = device;
    const load = async () => {
      if (installationId !== null) {
        const installation = readInstallation(await callStored(connection, hub, "getInstallation", installationId));
        const document = JSON.stringify(installation, null, 2);
        return { document, templates: installationTemplates(installation) };
      }
      const entries = await Promise.all(
        registrationIds.map((parameter) => callStored(connection, hub, "getRegistration", parameter)),
      );
      return { document: entries.join("\n\n"), templates: entries.flatMap(registrationTemplate) };
    };
    load().then(
      (found) => current && setStored(found),
      (error: unknown) =>
        current && setStored({ templates: [], problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      current = false;
    };
  }, [connection, id, turn]);
  return {
    document: stored.document,
    templates: stored.templates,
    problem: stored.problem,
    reload: () => setTurn(turn + 1),
  };
}
