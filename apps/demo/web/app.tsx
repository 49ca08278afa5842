import type { Platform } from "@nh/payloads";
import { useState } from "preact/hooks";
import type { ComposedAudience, PageDevice } from "../compose/protocol.js";
import { reachOf } from "../compose/reach.js";
import { postClear } from "./api.js";
import { Composer } from "./composer.js";
import { DeviceWall } from "./device-wall.js";
import { Exchanges } from "./exchanges.js";
import { Header } from "./header.js";
import { useLiveStore } from "./live.js";

/**
 * The whole page: the composer on the left, the devices in the middle, the HTTP exchanges on the
 * right.
 */
export function App() {
  const [store, dispatch] = useLiveStore();
  const [platform, setPlatform] = useState<Platform>("apple");
  const [chosen, setAudience] = useState<ComposedAudience>({ kind: "everyone" });
  const audience = audienceFor(platform, chosen, store.devices);
  const reach = reachOf(platform, audience, store.devices);
  return (
    <>
      <Header hub={store.hub} connection={store.connection} />
      <main class="panes">
        <Composer
          hubName={store.hub?.name ?? "hub"}
          devices={store.devices}
          platform={platform}
          onPlatform={setPlatform}
          audience={audience}
          reach={reach}
          onAudience={setAudience}
          onSent={(exchange) => dispatch({ type: "sent", exchange })}
        />
        <DeviceWall
          devices={store.devices}
          deliveries={store.deliveries}
          fresh={store.fresh}
          targets={reach.ok ? reach.devices : []}
          onAudience={setAudience}
          onClear={() => postClear().then(() => dispatch({ type: "cleared" }))}
        />
        <Exchanges
          exchanges={store.exchanges}
          selected={store.selectedExchange}
          onSelect={(exchange) => dispatch({ type: "selected", exchange })}
        />
      </main>
    </>
  );
}

/**
 * A device has one platform. When another platform is chosen, its first device is addressed
 * instead.
 */
function audienceFor(platform: Platform, chosen: ComposedAudience, devices: readonly PageDevice[]): ComposedAudience {
  if (chosen.kind !== "device") return chosen;
  const candidates = devices.filter((device) => device.platform === platform);
  if (candidates.some(({ handle }) => handle === chosen.handle)) return chosen;
  return { kind: "device", handle: candidates[0]?.handle ?? "" };
}
