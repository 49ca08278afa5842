export { type HubFixture, type TestHooks, type UseHubOptions, useHub } from "./lib/use-hub.js";
