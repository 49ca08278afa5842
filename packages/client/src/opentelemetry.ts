export { type TraceOptions, traceHub } from "./lib/opentelemetry/trace-hub.js";
