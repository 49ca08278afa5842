import type { NotificationDescription } from "@nh/payloads";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Cut } from "./cut.js";

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
function Lines({ text, lines, className }: { text: string | undefined; lines: number; className: string }) {
  if (text === undefined) return null;
  return (
    <span class={`lines ${className}`} style={{ "-webkit-line-clamp": String(lines) }}>
      {text}
    </span>
  );
}

interface TextsProps {
  readonly texts: { readonly [Name in "title" | "subtitle" | "body"]?: NotificationDescription[Name] | undefined };
  readonly cut: Cut;
  readonly expanded: boolean;
  readonly children?: ComponentChildren;
}

/** Title, subtitle and body, each cut where the device cuts it. */
export function Texts({ texts: { title, subtitle, body }, cut, expanded, children }: TextsProps) {
  return (
    <div class="picture-text">
      {children}
      <Lines className="picture-title" text={title} lines={cut.titleLines} />
      <Lines className="picture-title" text={subtitle} lines={1} />
      <Lines className="picture-body" text={body} lines={expanded ? cut.expandedBodyLines : cut.bodyLines} />
    </div>
  );
}

/** The buttons of a notification. Nothing without any. */
export function Actions({ actions, className }: Pick<NotificationDescription, "actions"> & { className: string }) {
  if (actions.length === 0) return null;
  return (
    <span class={className}>
      {actions.map(({ label }, index) => (
        <span key={index}>{label}</span>
      ))}
    </span>
  );
}
