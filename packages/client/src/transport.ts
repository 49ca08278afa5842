export { type NodeFetchOptions, nodeFetch } from "./lib/transport/node/node-fetch.js";
export { type ProxyAddress, type ProxyEnvironment, proxyFor } from "./lib/transport/node/proxy.js";
