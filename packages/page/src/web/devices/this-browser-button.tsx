import { useState } from "preact/hooks";
import { useHub } from "../hub/use-hub.js";
import { usePage } from "../shell/page-context.js";
import { reasonOf } from "../shell/reason-of.js";
import { makeDevice, removeDevice, thisBrowser } from "./this-browser.js";

/** Makes this browser a device, or ends that. */
export function ThisBrowserButton() {
  const connection = useHub((state) => state.connection);
  const isDevice = useHub(
    ({ devices }) => devices?.some(({ installationId }) => installationId === thisBrowser.installationId) === true,
  );
  const { say } = usePage();
  const [busy, setBusy] = useState(false);
  if (connection === undefined) return null;
  const run = async () => {
    setBusy(true);
    try {
      if (isDevice) {
        await removeDevice(connection);
        say("This browser is no longer a device.");
      } else {
        const why = await makeDevice(connection);
        if (why === undefined) say("This browser is a device. Pushes arrive even when this page is closed.");
        else say(`${why} Notifications appear while this page is open.`);
      }
    } catch (error) {
      say(reasonOf(error), "bad");
    }
    setBusy(false);
  };
  return (
    <button type="button" class="button" disabled={busy} onClick={() => void run()}>
      {isDevice ? "Remove this browser" : "Make this browser a device"}
    </button>
  );
}
