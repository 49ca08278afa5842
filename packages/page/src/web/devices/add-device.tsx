import { type NativePlatform, platforms } from "@nh/payloads";
import { useState } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { platformLooks } from "../pictures/platform-names.js";
import { DeviceEditor } from "./device-editor.js";
import { sampleChannel } from "./sample-devices.js";

/** A new device: choose a platform, change the document as you like, store it. */
export function AddDevice({ onClose }: { onClose: () => void }) {
  const connection = useHub((state) => state.connection);
  const [platform, setPlatform] = useState<NativePlatform>("apple");
  if (connection === undefined) return null;
  const natives = platforms.filter((name): name is NativePlatform => name !== "template");
  return (
    <section class="panel device-detail" aria-label="Add a device">
      <div class="pane-head">
        <h2 class="pane-title">Add a device</h2>
        <button type="button" class="button button-quiet" onClick={onClose} aria-label="Close">
          ✕
        </button>
      </div>
      <label class="group-by">
        <span class="label">Platform</span>
        <select
          class="input"
          value={platform}
          onChange={(event) => setPlatform(event.currentTarget.value as NativePlatform)}
        >
          {natives.map((name) => (
            <option key={name} value={name}>
              {platformLooks[name].label}
            </option>
          ))}
        </select>
      </label>
      <DeviceEditor key={platform} hub={connection.hub} document={newInstallation(platform)} onDone={onClose} />
    </section>
  );
}

function newInstallation(platform: NativePlatform): string {
  const id = `device-${Math.random().toString(36).slice(2, 7)}`;
  const channel = sampleChannel(platform, id);
  return JSON.stringify(
    { installationId: id, ...channel, tags: ["sports"], pushVariables: { name: "My device" } },
    null,
    2,
  );
}
