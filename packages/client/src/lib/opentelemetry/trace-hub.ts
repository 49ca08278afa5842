import { context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import type { ClientEvent, ClientEventListener, RequestEvent } from "../events.js";
import { productName } from "../version.js";

/** Options of `traceHub`. */
export interface TraceOptions {
  /** Default: the tracer named `@nh/client` of the global provider. */
  readonly tracer?: Tracer | undefined;
  /** Called with every event after it has been traced. */
  readonly onEvent?: ClientEventListener | undefined;
}

interface TracedCall {
  readonly span: Span;
  attempt?: Span;
}

/**
 * A listener for the option `onEvent` that makes spans of OpenTelemetry: one per call, and below it
 * one per attempt, named and attributed after the semantic conventions for HTTP clients. The span
 * of the caller is their parent. Warnings become events of the span in which they occur. One
 * listener serves one client.
 */
export function traceHub(options: TraceOptions = {}): ClientEventListener {
  const { onEvent } = options;
  const calls = new Map<number, TracedCall>();
  return (event) => {
    traceEvent(event, calls, options.tracer ?? trace.getTracer("@nh/client", productName.split("/")[1]));
    onEvent?.(event);
  };
}

function traceEvent(event: ClientEvent, calls: Map<number, TracedCall>, tracer: Tracer): void {
  if (event.type === "warning") {
    trace.getActiveSpan()?.addEvent(event.code, { message: event.message });
    return;
  }
  const call = calls.get(event.callId) ?? startCall(event.callId, event.operation, calls, tracer);
  switch (event.type) {
    case "request":
      call.attempt = startAttempt(event, call.span, tracer);
      return;
    case "response":
      call.attempt?.setAttribute("http.response.status_code", event.status);
      if (event.trackingId !== undefined) call.attempt?.setAttribute("nh.tracking_id", event.trackingId);
      if (event.correlationId !== undefined) call.attempt?.setAttribute("nh.correlation_id", event.correlationId);
      if (!event.ok) return;
      call.attempt?.end();
      end(call.span, event.callId, calls);
      return;
    case "retry":
      fail(call.attempt, event.error);
      call.attempt?.end();
      // A call may still be given up during the wait; its ended attempt must not be touched again.
      delete call.attempt;
      call.span.addEvent("retry", { "nh.attempt": event.attempt, "nh.delay_ms": event.delayMs });
      return;
    case "giveUp":
      fail(call.attempt, event.error);
      call.attempt?.end();
      fail(call.span, event.error);
      end(call.span, event.callId, calls);
  }
}

function startCall(callId: number, operation: string, calls: Map<number, TracedCall>, tracer: Tracer): TracedCall {
  const call: TracedCall = {
    span: tracer.startSpan(`nh ${operation}`, { kind: SpanKind.INTERNAL, attributes: { "nh.operation": operation } }),
  };
  calls.set(callId, call);
  return call;
}

function startAttempt(event: RequestEvent, parent: Span, tracer: Tracer): Span {
  const url = new URL(event.url);
  const attributes = {
    "http.request.method": event.method,
    "server.address": url.hostname,
    ...(url.port === "" ? {} : { "server.port": Number(url.port) }),
    "url.full": event.url,
    ...(event.attempt === 1 ? {} : { "http.request.resend_count": event.attempt - 1 }),
  };
  return tracer.startSpan(event.method, { kind: SpanKind.CLIENT, attributes }, trace.setSpan(context.active(), parent));
}

function fail(span: Span | undefined, error: unknown): void {
  if (span === undefined) return;
  const message = error instanceof Error ? error.message : String(error);
  const { code } = error instanceof Error ? (error as { code?: unknown }) : {};
  span.setAttribute("error.type", typeof code === "string" ? code : error instanceof Error ? error.name : "abort");
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

function end(span: Span, callId: number, calls: Map<number, TracedCall>): void {
  span.end();
  calls.delete(callId);
}
