import { useState } from "preact/hooks";
import type { ComposedAudience, PageDelivery, PageDevice } from "../compose/protocol.js";
import { shownText } from "../compose/shown-text.js";
import { DeliveryDialog } from "./delivery-dialog.js";
import { DeviceCard } from "./device-card.js";

interface DeviceWallProps {
  readonly devices: readonly PageDevice[];
  readonly deliveries: readonly PageDelivery[];
  readonly fresh: ReadonlySet<string>;
  /** The devices that a send would reach now. */
  readonly targets: readonly PageDevice[];
  readonly onAudience: (audience: ComposedAudience) => void;
  readonly onClear: () => void;
}

/** Every device of the hub, and what it received. */
export function DeviceWall({ devices, deliveries, fresh, targets, onAudience, onClear }: DeviceWallProps) {
  const [opened, setOpened] = useState<PageDelivery | undefined>();
  const [filter, setFilter] = useState("");
  const inboxes = inboxesOf(deliveries);
  const shown = devices.filter((device) => matchesFilter(device, filter));
  return (
    <section class="pane wall" aria-labelledby="devices-title">
      <div class="pane-head">
        <h2 id="devices-title" class="pane-title">
          Devices <span class="count">{devices.length}</span>
        </h2>
        <input
          type="search"
          class="input filter"
          aria-label="Filter devices"
          placeholder="Name, tag, platform"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        <button type="button" class="button button-quiet" onClick={onClear} disabled={deliveries.length === 0}>
          Clear inboxes
        </button>
      </div>
      {devices.length === 0 && <p class="empty">No devices are registered yet.</p>}
      {devices.length > 0 && shown.length === 0 && <p class="empty">No devices match the filter.</p>}
      <p class="visually-hidden" aria-live="polite">
        {receivedText(deliveries.at(-1), devices, fresh)}
      </p>
      <ul class="cards">
        {shown.map((device) => (
          <DeviceCard
            key={keyOf(device)}
            device={device}
            inbox={inboxes.get(keyOf(device)) ?? []}
            fresh={fresh}
            targeted={targets.includes(device)}
            onTag={(tag) => onAudience({ kind: "tags", tags: [tag] })}
            onOpen={setOpened}
          />
        ))}
      </ul>
      {opened !== undefined && (
        <DeliveryDialog
          delivery={opened}
          deviceName={devices.find((device) => keyOf(device) === keyOf(opened))?.name ?? opened.handle}
          onClose={() => setOpened(undefined)}
        />
      )}
    </section>
  );
}

function keyOf({ platform, handle }: { readonly platform: string; readonly handle: string }): string {
  return `${platform} ${handle}`;
}

/** Newest first. */
function inboxesOf(deliveries: readonly PageDelivery[]): ReadonlyMap<string, readonly PageDelivery[]> {
  const inboxes = new Map<string, PageDelivery[]>();
  for (const delivery of deliveries) {
    const inbox = inboxes.get(keyOf(delivery));
    if (inbox === undefined) inboxes.set(keyOf(delivery), [delivery]);
    else inbox.unshift(delivery);
  }
  return inboxes;
}

/** What a screen reader says when a device receives something. */
function receivedText(
  newest: PageDelivery | undefined,
  devices: readonly PageDevice[],
  fresh: ReadonlySet<string>,
): string {
  if (newest === undefined || !fresh.has(newest.id)) return "";
  const { title, body } = shownText(newest);
  const name = devices.find((device) => keyOf(device) === keyOf(newest))?.name ?? "A device";
  return `${name} received ${title ?? body ?? "a silent notification"}`;
}

function matchesFilter({ name, platform, tags, userId = "" }: PageDevice, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return [name, platform, userId, ...tags].some((text) => text.toLowerCase().includes(wanted));
}
