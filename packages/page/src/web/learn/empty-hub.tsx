import { useState } from "preact/hooks";
import { sampleDevices } from "../devices/sample-devices.js";
import { putInstallation } from "../devices/stored-documents.js";
import { ThisBrowserButton } from "../devices/this-browser-button.js";
import { useHub } from "../hub/use-hub.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";

/** What a hub without devices or requests offers. */
export function EmptyHub({ onAdd }: { onAdd?: () => void }) {
  const { go } = usePage();
  const devices = useHub((state) => state.devices);
  const addSamples = useAddSamples();
  return (
    <div class="panel empty-state">
      <h2>{devices === undefined ? "Connecting …" : devices.length === 0 ? "The hub is empty" : "No request yet"}</h2>
      <p>What any program does to this hub appears here as it happens. To begin:</p>
      <div class="button-row">
        {devices?.length === 0 && (
          <button
            type="button"
            class="button button-primary"
            disabled={addSamples.busy}
            onClick={() => void addSamples.run()}
          >
            {addSamples.busy ? "Adding …" : "Add twelve sample devices"}
          </button>
        )}
        {onAdd !== undefined && (
          <button type="button" class="button" onClick={onAdd}>
            Add one device
          </button>
        )}
        <ThisBrowserButton />
        <button type="button" class="button" popovertarget="connect">
          Connect my program
        </button>
        <button type="button" class="button" onClick={() => go({ view: "learn" })}>
          Learn
        </button>
      </div>
    </div>
  );
}

/** Registers the samples through the REST API, like any program. */
export function useAddSamples(): { busy: boolean; run: () => Promise<boolean> } {
  const connection = useHub((state) => state.connection);
  const { say } = usePage();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<boolean> => {
    if (connection === undefined || busy) return false;
    setBusy(true);
    try {
      for (const installation of sampleDevices()) await putInstallation(connection, connection.hub, installation);
      say("Twelve devices on nine platforms are registered.");
      return true;
    } catch (error) {
      say(reasonOf(error), "bad");
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
