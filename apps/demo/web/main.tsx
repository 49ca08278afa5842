import { render } from "preact";
import { App } from "./app.js";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/header.css";
import "./styles/composer.css";
import "./styles/devices.css";
import "./styles/exchanges.css";

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
