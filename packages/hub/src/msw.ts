export { hubHandlers } from "./lib/hub-handlers.js";
