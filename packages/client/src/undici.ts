export { undiciFetch } from "./lib/transport/undici-fetch.js";
