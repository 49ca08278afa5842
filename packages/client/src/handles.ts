/*
 * Lists of device handles, as people have them: read, checked, and explained.
 */
export { checkHandle, type HandleProblem } from "./lib/handles/check-handle.js";
export {
  HandleError,
  type HandleErrorCode,
  type HandleErrorDetails,
  type HandleListProblem,
  isHandleError,
} from "./lib/handles/handle-error.js";
export type { ListLine } from "./lib/handles/list-lines.js";
export {
  type HandleFormat,
  handleFormats,
  type ReadHandlesOptions,
  readHandles,
} from "./lib/handles/read-handles.js";
export { readLines } from "./lib/handles/read-lines.js";
