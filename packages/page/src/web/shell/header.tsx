import { ConnectPanel } from "../connect/connect-panel.js";
import { useHub } from "../hub/use-hub.js";
import { ClockChip } from "./clock-chip.js";
import { FaultChip } from "./fault-chip.js";
import { usePage } from "./page-context.js";
import { formatRoute, type Route } from "./route.js";
import { ThemeSwitch } from "./theme-switch.js";

const views: readonly [Route["view"], string][] = [
  ["activity", "Activity"],
  ["devices", "Devices"],
  ["compose", "Compose"],
  ["learn", "Learn"],
];

const words = { connecting: "Connecting", live: "Live", lost: "Connection lost, trying again" } as const;

/** Which hub this is, where one is, and what is out of the ordinary. */
export function Header({ onKeys }: { onKeys: () => void }) {
  const link = useHub((state) => state.link);
  const hub = useHub((state) => state.connection?.hub);
  const { route } = usePage();
  return (
    <header class="header">
      <button type="button" class="skip" onClick={focusContent}>
        Skip to the content
      </button>
      <h1 class="brand">nh</h1>
      <p class={`link-state link-${link}`} role="status">
        <span>{words[link]}</span>
        {hub !== undefined && <span class="soft"> · {hub}</span>}
      </p>
      <nav aria-label="Views">
        {views.map(([view, label]) => (
          <a
            key={view}
            class="nav-link"
            href={formatRoute({ view, draft: route.draft })}
            aria-current={route.view === view ? "page" : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      <div class="header-tools">
        <FaultChip />
        <ClockChip />
        <ConnectPanel />
        <ThemeSwitch />
        <button type="button" class="button chip" aria-label="Keys" aria-keyshortcuts="?" onClick={onKeys}>
          ?
        </button>
      </div>
    </header>
  );
}

function focusContent(): void {
  document.querySelector<HTMLElement>("#main a, #main button, #main input")?.focus();
}
