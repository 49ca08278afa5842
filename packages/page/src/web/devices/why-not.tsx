import { useState } from "preact/hooks";
import { notificationFor } from "../compose/composed.js";
import { control } from "../hub/control.js";
import type { Device, ExplainedDevice } from "../hub/types.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";
import { deviceKey } from "./device-name.js";

/** Whether the draft would reach this device, station by station, as the hub explains it. */
export function WhyNot({ device }: { device: Device }) {
  const { draft } = usePage();
  const [found, setFound] = useState<readonly ExplainedDevice[] | string>();
  const ask = () => {
    const audience = draft.target.kind === "expression" ? draft.target.text : null;
    const notification = notificationFor(draft, device.platform);
    if (notification === undefined) return setFound("The draft has nothing that this platform takes. Open Compose.");
    const { platform, body, headers } = notification;
    control.explain({ hub: device.hub, platform, audience, body, headers, limit: 2_000 }).then(
      ({ devices }) => setFound(devices.filter((candidate) => deviceKey(candidate) === deviceKey(device))),
      (error: unknown) => setFound(reasonOf(error)),
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
