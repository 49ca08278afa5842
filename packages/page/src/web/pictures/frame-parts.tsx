import type { NotificationDescription } from "@nh/payloads";
import { useState } from "preact/hooks";

export interface PictureProps {
  readonly description: NotificationDescription;
  readonly expanded: boolean;
  /** When it arrived, ISO 8601; now for a preview. */
  readonly at?: string | undefined;
}

/** The app's icon: a payload does not carry one. */
export function AppIcon({ badge, round = false }: { badge?: string | undefined; round?: boolean }) {
  return (
    <span class={`app-icon ${round ? "app-icon-round" : ""}`} aria-hidden="true">
      A{badge !== undefined && badge !== "0" && <span class="app-badge">{badge}</span>}
    </span>
  );
}

/**
 * An image that is loaded only when somebody asks for it: its address belongs to whoever wrote the
 * notification. Another address is another image.
 */
export function LazyImage({ address, className, label }: { address: string; className: string; label: string }) {
  const [opened, open] = useState<string>();
  const [failed, fail] = useState<string>();
  const loadable = /^https?:\/\//i.test(address);
  if (opened === address && failed !== address) {
    return (
      <img class={className} src={address} alt={label} referrerpolicy="no-referrer" onError={() => fail(address)} />
    );
  }
  if (!loadable || failed === address) {
    return (
      <span class={`${className} image-closed`} title={address}>
        <span class="visually-hidden">{`${label}: ${address}`}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      class={`${className} image-closed image-button`}
      title={`Load ${address}`}
      onClick={() => open(address)}
    >
      <span class="visually-hidden">{`Load the ${label.toLowerCase()} from ${address}`}</span>
    </button>
  );
}

/** Lines of text, cut where the device cuts. */
export function Lines({ text, lines, className }: { text: string | undefined; lines: number; className: string }) {
  if (text === undefined) return null;
  return (
    <span class={`lines ${className}`} style={{ "-webkit-line-clamp": String(lines) }}>
      {text}
    </span>
  );
}
