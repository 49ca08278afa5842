import { useState } from "preact/hooks";
import type { Device } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { digits } from "../shell/digits.js";
import { AttemptsTab } from "./attempts-tab.js";
import type { Call } from "./call.js";
import type { SendSample } from "./code/send-sample.js";
import { CodeTab } from "./code-tab.js";
import { HttpTab } from "./http-tab.js";
import { countPushes } from "./outcome.js";
import type { Evidence } from "./verdict.js";
import { WhatArrived } from "./what-arrived.js";
import { WhoAndWhy } from "./who-and-why.js";

const tabs = ["who", "arrived", "http", "attempts", "code"] as const;
type Tab = (typeof tabs)[number];

interface CallTabsProps {
  readonly call: Call;
  readonly evidence: Evidence;
  readonly sample: SendSample | undefined;
}

/** Everything behind the verdict on a call, a tab for each kind. */
export function CallTabs({ call, evidence, sample }: CallTabsProps) {
  const devices = useHub((state) => state.devices) ?? noDevices;
  const { explanation, deliveries = [] } = evidence;
  const hasPushes = call.isSend && call.last.operation !== "schedule";
  const pushes = Math.max(deliveries.length, call.facts === undefined ? 0 : countPushes(call.facts).total);
  const [tab, setTab] = useState<Tab>(hasPushes && call.last.status < 400 ? "who" : "http");
  const labels: Record<Tab, string> = {
    who: "Who and why",
    arrived: `What arrived (${digits(pushes)})`,
    http: "HTTP",
    attempts: `Attempts (${call.attempts.length})`,
    code: "Code",
  };
  const shown = tabs.filter((name) => (name === "who" || name === "arrived" ? hasPushes : name !== "code" || sample));
  return (
    <>
      <div class="tabs" role="tablist" aria-label="About this request">
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={tab === name}
            aria-controls="tab-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
            onKeyDown={(event) => moveTab(event, shown, tab, setTab)}
          >
            {labels[name]}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} class="tab-panel">
        {tab === "who" && call.platform !== undefined && (
          <WhoAndWhy platform={call.platform} explanation={explanation} deliveries={deliveries} devices={devices} />
        )}
        {tab === "arrived" && <WhatArrived deliveries={deliveries} devices={devices} total={pushes} />}
        {tab === "http" && <HttpTab request={call.last} />}
        {tab === "attempts" && <AttemptsTab call={call} />}
        {tab === "code" && sample !== undefined && <CodeTab sample={sample} />}
      </div>
    </>
  );
}

const noDevices: readonly Device[] = [];

function moveTab(event: KeyboardEvent, shown: readonly Tab[], tab: Tab, setTab: (tab: Tab) => void): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
  if (next === undefined) return;
  setTab(next);
  document.getElementById(`tab-${next}`)?.focus();
}
