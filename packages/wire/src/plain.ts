/* Everything that reads or writes text and JSON: no module behind this door reaches the XML parser. */
export { type Batch, writeBatch } from "./lib/batch/write-batch.js";
export { decodeErrorBody, type ErrorBody } from "./lib/error-body.js";
export { formatRequest, formatResponse, type ShownRequest, type ShownResponse } from "./lib/format-http.js";
export { shortenHandle } from "./lib/handle.js";
export { decodeInstallation } from "./lib/installation/decode.js";
export { encodeInstallation } from "./lib/installation/encode.js";
export { patch } from "./lib/installation/patch-builders.js";
export { encodePatch } from "./lib/installation/patch-codec.js";
export { buildHandleFilter } from "./lib/odata.js";
export { platformWire } from "./lib/platform-wire.js";
export { redactText } from "./lib/redact.js";
export { registrationHandleText } from "./lib/registration/handle-parts.js";
export { buildPath, routeOf } from "./lib/routes.js";
export { formatScheduleTime } from "./lib/schedule-time.js";
export { isWireFormatError, WireFormatError } from "./lib/wire-format-error.js";
