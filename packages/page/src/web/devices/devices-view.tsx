import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { control } from "../hub/control.js";
import { KEPT_DEVICES } from "../hub/store.js";
import type { Delivery, Device } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { EmptyHub } from "../learn/empty-hub.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { Picture } from "../pictures/picture.js";
import { platformLooks } from "../pictures/platform-names.js";
import { clockTime } from "../shell/clock-time.js";
import { digits } from "../shell/digits.js";
import { usePage } from "../shell/page-context.js";
import { formatRoute } from "../shell/route.js";
import { AddDevice } from "./add-device.js";
import { DeviceDetail } from "./device-detail.js";
import { deviceKey, deviceName, ownTags } from "./device-name.js";
import { nothingOnRecord, useOlderPushesDropped } from "./older-pushes.js";
import { countPages, pageOf } from "./paging.js";
import { type Grouping, groupDevices, searchDevices } from "./search-devices.js";
import { ThisBrowserButton } from "./this-browser-button.js";

/** Every device with the newest push it got, as it shows it. */
export function DevicesView({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const devices = useHub((state) => state.devices);
  const lag = useHub((state) => state.devicesLag);
  const hubs = useHub((state) => state.hubs);
  const { route } = usePage();
  const [grouping, setGrouping] = useState<Grouping>("none");
  const [expanded, setExpanded] = useState(false);
  const [turned, setPage] = useState(0);
  const [adding, setAdding] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  const found = useMemo(() => searchDevices(devices ?? [], search), [devices, search]);
  const groups = useMemo(() => groupDevices(found, grouping), [found, grouping]);
  const newest = useNewestByDevice();
  const olderDropped = useOlderPushesDropped();
  useEffect(() => setPage(0), [search, grouping]);
  const open = devices?.find((device) => deviceKey(device) === route.id);
  useFocusAfterClose(route.id);
  const pages = countPages(groups);
  // Devices that are removed may take the last pages with them.
  const page = Math.min(turned, pages - 1);
  const stored = hubs.reduce((sum, hub) => sum + hub.installations + hub.registrations, 0);
  if (devices === undefined || (devices.length === 0 && !adding && route.id === undefined)) {
    return (
      <main class="devices" id="main">
        <EmptyHub onAdd={() => setAdding(true)} />
      </main>
    );
  }
  const isCut = devices.length >= KEPT_DEVICES && stored > devices.length;
  const total = isCut ? `the first ${digits(devices.length)} of ${digits(stored)} stored` : digits(devices.length);
  return (
    <main class="devices" id="main">
      <div class="devices-head">
        <h2 class="pane-title">
          Devices{" "}
          <span class="count">
            {found.length === devices.length ? total : `${digits(found.length)} of ${total}`}
            {lag && <span class="lag"> · devices are changing; the list follows</span>}
          </span>
        </h2>
        <input
          id="search"
          type="search"
          class="input"
          value={search}
          placeholder="Name, tag, user, platform …"
          aria-label="Search devices"
          aria-keyshortcuts="/"
          onInput={(event) => onSearch(event.currentTarget.value)}
        />
        <label class="group-by">
          <span class="label">Group by</span>
          <select
            class="input"
            value={grouping}
            onChange={(event) => setGrouping(event.currentTarget.value as Grouping)}
          >
            <option value="none">nothing</option>
            <option value="platform">platform</option>
            <option value="user">user</option>
            <option value="tag">tag</option>
          </select>
        </label>
        <button type="button" class="button" aria-pressed={expanded} onClick={() => setExpanded(!expanded)}>
          {expanded ? "Collapse all" : "Expand all"}
        </button>
        <ThisBrowserButton />
        <button ref={add} type="button" class="button button-primary" onClick={() => setAdding(true)}>
          Add a device
        </button>
      </div>
      {adding && (
        <AddDevice
          onClose={() => {
            setAdding(false);
            add.current?.focus();
          }}
        />
      )}
      {route.id !== undefined && <DeviceDetail key={route.id} device={open} deviceId={route.id} />}
      {found.length === 0 && devices.length > 0 && <p class="empty">No device matches.</p>}
      {pageOf(groups, page).map(({ name, devices: members, total: size }) => (
        <section key={name} aria-label={name === "" ? "Devices" : name}>
          {name !== "" && (
            <h3 class="group-title">
              {name} <span class="count">{digits(size)}</span>
            </h3>
          )}
          <ul class="device-grid">
            {members.map((device) => (
              <DeviceCard
                key={`${name} ${deviceKey(device)}`}
                device={device}
                newest={newest.get(deviceKey(device))}
                olderDropped={olderDropped}
                expanded={expanded}
                chosen={deviceKey(device) === route.id}
              />
            ))}
          </ul>
        </section>
      ))}
      {pages > 1 && (
        <nav class="pager" aria-label="Pages of devices">
          <button type="button" class="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            ← Previous
          </button>
          <span>
            Page {digits(page + 1)} of {digits(pages)}
          </span>
          <button type="button" class="button" disabled={page >= pages - 1} onClick={() => setPage(page + 1)}>
            Next →
          </button>
        </nav>
      )}
    </main>
  );
}

/** Whoever closes a device goes on at its card, or at the search where the card is gone. */
function useFocusAfterClose(id: string | undefined): void {
  const before = useRef(id);
  useEffect(() => {
    const closed = before.current;
    before.current = id;
    if (id !== undefined || closed === undefined || document.activeElement !== document.body) return;
    const card = document.querySelector<HTMLElement>(`[data-device="${CSS.escape(closed)}"]`);
    (card ?? document.getElementById("search"))?.focus();
  }, [id]);
}

/** The newest delivery of each device, of those that the page holds. */
function useNewestByDevice(): ReadonlyMap<string, Delivery> {
  const deliveries = useHub((state) => state.deliveries);
  return useMemo(() => new Map(deliveries.map((delivery) => [deviceKey(delivery), delivery])), [deliveries]);
}

interface DeviceCardProps {
  readonly device: Device;
  readonly newest: Delivery | undefined;
  readonly olderDropped: boolean;
  readonly expanded: boolean;
  readonly chosen: boolean;
}

function DeviceCard({ device, newest, olderDropped, expanded, chosen }: DeviceCardProps) {
  const { route, setDraft, draft, say } = usePage();
  const tags = ownTags(device);
  const shown = useNewestOf(device, newest);
  return (
    <li class={`card device ${device.expired ? "device-expired" : ""} ${chosen ? "device-chosen" : ""}`}>
      <div class="device-head">
        <h3 class="card-title">
          <a href={formatRoute({ ...route, view: "devices", id: deviceKey(device) })} data-device={deviceKey(device)}>
            {deviceName(device)}
          </a>
        </h3>
        {device.expired ? (
          <span class="device-when">expired</span>
        ) : (
          shown && <span class="device-when">{clockTime(shown.at)}</span>
        )}
      </div>
      <p class="device-facts">
        <span>{platformLooks[device.platform].label}</span>
        {device.userId !== null && <span>user {device.userId}</span>}
        {tags.map((tag) => (
          <button
            key={tag}
            type="button"
            class="tag"
            title={`Address the tag ${tag}`}
            onClick={() => {
              setDraft({ ...draft, target: { kind: "expression", text: tag } });
              say(`The draft now addresses the tag ${tag}.`);
            }}
          >
            {tag}
          </button>
        ))}
      </p>
      {device.expired && shown === undefined ? (
        <Silent
          headline="Expired"
          detail="Its push platform has declared the handle dead. No push goes out until it registers anew."
          tone="bad"
        />
      ) : shown === undefined ? (
        <Silent headline="Asking the hub …" detail="" tone="calm" />
      ) : shown === null ? (
        <Silent {...nothingOnRecord(olderDropped)} tone="calm" />
      ) : (
        <Picture description={describeDelivery(shown)} outcome={shown.outcome} at={shown.at} expanded={expanded} />
      )}
    </li>
  );
}

function Silent({ headline, detail, tone }: { headline: string; detail: string; tone: "calm" | "bad" }) {
  return (
    <div class={`frame frame-words frame-words-${tone}`}>
      <p class="frame-words-head">{headline}</p>
      <p class="frame-words-detail">{detail}</p>
    </div>
  );
}

/**
 * The newest delivery of a device: of those that the page holds, else asked for, since the hub
 * keeps more. null when there is none, undefined while that is not known.
 */
function useNewestOf(device: Device, held: Delivery | undefined): Delivery | null | undefined {
  const hasAll = useHub((state) => state.hasAllDeliveries);
  const [asked, setAsked] = useState<Delivery | null>();
  const { platform, handle } = device;
  useEffect(() => {
    if (held !== undefined || hasAll) return;
    let current = true;
    control.deliveries({ platform, handle, order: "newest", limit: 1 }).then(
      ([found]) => current && setAsked(found ?? null),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [held === undefined, hasAll, platform, handle]);
  return held ?? (hasAll ? null : asked);
}
