import { platformFacts } from "@nh/payloads";
import { useState } from "preact/hooks";
import type { PageDelivery, PageDevice } from "../compose/protocol.js";
import { shownText } from "../compose/shown-text.js";
import { PlatformBadge } from "./platforms.js";

/** The number of notifications that a folded card shows. */
const FOLDED = 2;

interface DeviceCardProps {
  readonly device: PageDevice;
  /** Newest first. */
  readonly inbox: readonly PageDelivery[];
  readonly fresh: ReadonlySet<string>;
  /** Whether a send would reach this device now. */
  readonly targeted: boolean;
  readonly onTag: (tag: string) => void;
  readonly onOpen: (delivery: PageDelivery) => void;
}

/** One device: its name, its tags, and its notifications as it would show them. */
export function DeviceCard({ device, inbox, fresh, targeted, onTag, onOpen }: DeviceCardProps) {
  const [unfolded, setUnfolded] = useState(false);
  const shown = unfolded ? inbox : inbox.slice(0, FOLDED);
  const newest = inbox[0];
  return (
    <li
      // A new key with each delivery restarts the glow.
      key={newest?.id}
      class={`card ${targeted ? "card-targeted" : ""} ${newest !== undefined && fresh.has(newest.id) ? "card-fresh" : ""}`}
    >
      <div class="card-head">
        <PlatformBadge platform={device.platform} />
        <div class="card-names">
          <h3 class="card-name">{device.name}</h3>
          <p class="card-handle" title={`${platformFacts[device.platform].name}: ${device.handle}`}>
            <span class="mono">{device.handle}</span>
          </p>
        </div>
        {inbox.length > 0 && (
          <span class="inbox-count">
            {inbox.length} <span class="visually-hidden">received</span>
          </span>
        )}
      </div>
      <div class="tags">
        {device.tags.map((tag) => (
          <button key={tag} type="button" class="tag" title={`Send to the tag ${tag}`} onClick={() => onTag(tag)}>
            {tag}
          </button>
        ))}
        {device.templates.map((template) => (
          <span key={template} class="tag tag-template" title="Template">
            {template}
          </span>
        ))}
      </div>
      {inbox.length === 0 ? (
        <p class="nothing">Nothing received yet</p>
      ) : (
        <ul class="inbox">
          {shown.map((delivery) => (
            <li key={delivery.id} class={fresh.has(delivery.id) ? "arriving" : ""}>
              <NotificationBubble delivery={delivery} onOpen={() => onOpen(delivery)} />
            </li>
          ))}
        </ul>
      )}
      {inbox.length > FOLDED && (
        <button
          type="button"
          class="button button-quiet fold"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? "Show fewer" : `Show ${inbox.length - FOLDED} more`}
        </button>
      )}
    </li>
  );
}

function NotificationBubble({ delivery, onOpen }: { delivery: PageDelivery; onOpen: () => void }) {
  const { title, body } = shownText(delivery);
  return (
    <button type="button" class="bubble" onClick={onOpen}>
      <span class="bubble-top">
        <strong class="bubble-title">{title ?? body ?? "Silent notification"}</strong>
        <time class="bubble-time" dateTime={delivery.at}>
          {timeOfDay(delivery.at)}
        </time>
      </span>
      {title !== undefined && body !== undefined && <span class="bubble-body">{body}</span>}
      {delivery.template !== null && <span class="bubble-note">from template {delivery.template}</span>}
    </button>
  );
}

function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString("en-GB");
}
