import { render } from "preact";
import { followHub } from "./hub/live.js";
import { HubStore } from "./hub/store.js";
import { HubContext } from "./hub/use-hub.js";
import { App } from "./shell/app.js";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/popover.css";
import "./styles/activity.css";
import "./styles/call-detail.css";
import "./styles/pictures.css";
import "./styles/frames.css";
import "./styles/windows-frames.css";
import "./styles/devices.css";
import "./styles/compose.css";
import "./styles/learn.css";

const root = document.getElementById("app");
const store = new HubStore();
followHub(store);
if (root !== null) {
  render(
    <HubContext.Provider value={store}>
      <App />
    </HubContext.Provider>,
    root,
  );
}
