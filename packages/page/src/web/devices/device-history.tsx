import { useEffect, useState } from "preact/hooks";
import { control } from "../hub/control.js";
import type { Delivery } from "../hub/types.js";
import { useHub } from "../hub/use-hub.js";
import { describeDelivery } from "../pictures/describe-delivery.js";
import { Picture } from "../pictures/picture.js";
import { Pushed } from "../pictures/pushed.js";
import { clockSeconds } from "../shell/clock-time.js";
import { reasonOf } from "../shell/reason-of.js";
import { formatRoute } from "../shell/route.js";
import { deviceKey } from "./device-name.js";
import { nothingOnRecord, useOlderPushesDropped } from "./older-pushes.js";

/** How many deliveries are listed. */
const HISTORY = 20;

/** What a device received, newest first; also of one that is gone. */
export function DeviceHistory({ deviceId }: { deviceId: string }) {
  const deliveries = useHistory(deviceId);
  const requests = useHub((state) => state.requests);
  const olderDropped = useOlderPushesDropped();
  if (deliveries === undefined) return <p class="hint">Asking the hub …</p>;
  if (typeof deliveries === "string") return <p class="problem">{deliveries}</p>;
  if (deliveries.length === 0) return <p class="hint">{nothingOnRecord(olderDropped).detail}</p>;
  return (
    <ul class="history">
      {deliveries.map((delivery) => {
        const request = requests.find(({ send }) => send?.notificationId === delivery.notificationId);
        return (
          <li key={delivery.id}>
            <p class="card-title">
              {clockSeconds(delivery.at)}{" "}
              {request !== undefined && (
                <a href={formatRoute({ view: "activity", id: request.id })}>request {request.id}</a>
              )}
            </p>
            <Picture description={describeDelivery(delivery)} outcome={delivery.outcome} at={delivery.at} />
            <Pushed push={delivery.push} />
          </li>
        );
      })}
    </ul>
  );
}

/**
 * The newest deliveries of a device, or why they are not known. Asked for again when the page
 * learns of a new one.
 */
function useHistory(deviceId: string): readonly Delivery[] | string | undefined {
  const newest = useHub((state) => state.deliveries.findLast((delivery) => deviceKey(delivery) === deviceId));
  const [history, setHistory] = useState<readonly Delivery[] | string>();
  useEffect(() => {
    let current = true;
    const at = deviceId.indexOf(":");
    control
      .deliveries({ platform: deviceId.slice(0, at), handle: deviceId.slice(at + 1), order: "newest", limit: HISTORY })
      .then(
        (found) => current && setHistory(found),
        (error: unknown) => current && setHistory(reasonOf(error)),
      );
    return () => {
      current = false;
    };
  }, [deviceId, newest]);
  return history;
}
