import type { PageState } from "../compose/protocol.js";
import { CopyButton } from "./copy-button.js";
import type { Store } from "./store.js";
import { ThemeSwitch } from "./theme-switch.js";

const connectionTexts = { connecting: "Connecting", live: "Live", lost: "Connection lost. Reconnecting…" } as const;

/** The name of the hub, its address, and whether the page is connected to it. */
export function Header({ hub, connection }: { hub: PageState["hub"] | undefined; connection: Store["connection"] }) {
  return (
    <header class="header">
      <h1 class="brand">
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span>nh</span>
        <span class="brand-hub">{hub?.name ?? ""}</span>
      </h1>
      <p class={`connection connection-${connection}`} role="status">
        <span class="connection-dot" aria-hidden="true" />
        {connectionTexts[connection]}
      </p>
      {hub !== undefined && (
        <p class="address">
          <code>{hub.url}</code>
          <CopyButton label="Copy connection string" text={hub.connectionString} />
        </p>
      )}
      <ThemeSwitch />
    </header>
  );
}
