/*
 * What every request needs, and nothing that reads a document: the way into the package for a program whose size matters.
 * A module behind this door must import none behind another one.
 */
export type { BaiduHandle, BrowserHandle, DeviceHandle } from "./lib/handle.js";
export { API_VERSION, headerNames } from "./lib/protocol.js";
export { pathOf, sendRoute } from "./lib/route-path.js";
export type { Operation, Right, Route } from "./lib/routes.js";
export { tagLimits } from "./lib/tag-expression/tag-limits.js";
