export { type TraceOptions, traceHub } from "./lib/opentelemetry.js";
