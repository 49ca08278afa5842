export { undiciFetch } from "./lib/transport/node/undici-fetch.js";
