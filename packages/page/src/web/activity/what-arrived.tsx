import { useState } from "preact/hooks";
import { deviceKey, deviceName } from "../devices/device-name.js";
import type { Delivery, Device } from "../hub/types.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { Picture } from "../pictures/picture.js";
import { Pushed } from "../pictures/pushed.js";
import { digits } from "../shell/digits.js";
import { formatRoute } from "../shell/route.js";

const PICTURES = 12;

interface WhatArrivedProps {
  /** As many as were loaded. */
  readonly deliveries: readonly Delivery[];
  readonly devices: readonly Device[];
  /** How many pushes the send made. */
  readonly total: number;
}

/** Every push of a send as its device shows it. */
export function WhatArrived({ deliveries, devices, total }: WhatArrivedProps) {
  const [shown, setShown] = useState(PICTURES);
  if (total === 0) return <p class="empty">No push was made.</p>;
  const known = new Map(devices.map((device) => [deviceKey(device), device]));
  return (
    <>
      <ul class="picture-grid">
        {deliveries.slice(0, shown).map((delivery) => (
          <li key={delivery.id} class="card">
            <h3 class="card-title">
              <a href={formatRoute({ view: "devices", id: deviceKey(delivery) })}>
                {deviceName(known.get(deviceKey(delivery)) ?? delivery)}
              </a>
              {delivery.template !== null && <span class="soft"> · template {delivery.template || "unnamed"}</span>}
            </h3>
            <Picture description={describeDelivery(delivery)} outcome={delivery.outcome} at={delivery.at} />
            <Pushed push={delivery.push} />
          </li>
        ))}
      </ul>
      {deliveries.length > shown && (
        <button type="button" class="button" onClick={() => setShown(shown + PICTURES)}>
          Show {Math.min(PICTURES, deliveries.length - shown)} more
        </button>
      )}
      {deliveries.length < total && deliveries.length <= shown && (
        <p class="hint">
          The page has {digits(deliveries.length)} of {digits(total)} pushes.
        </p>
      )}
    </>
  );
}
