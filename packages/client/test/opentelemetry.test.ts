import { apple } from "@nh/payloads";
import {
  type Attributes,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import { type ClientEvent, everyone, NotificationHubClient } from "../src/index.js";
import { traceHub } from "../src/opentelemetry.js";

interface SeenSpan {
  readonly name: string;
  readonly kind: SpanKind | undefined;
  readonly parent: string | undefined;
  readonly attributes: Attributes;
  readonly events: string[];
  status?: SpanStatusCode;
  ended: boolean;
}

/** The least tracer that shows what is asked of it. */
function recordingTracer(): { tracer: Tracer; spans: SeenSpan[] } {
  const spans: SeenSpan[] = [];
  const names = new WeakMap<Span, string>();
  const startSpan = (name: string, options: SpanOptions = {}, context?: Parameters<Tracer["startSpan"]>[2]): Span => {
    const parent = context === undefined ? undefined : trace.getSpan(context);
    const seen: SeenSpan = {
      name,
      kind: options.kind,
      parent: parent === undefined ? undefined : names.get(parent),
      attributes: { ...options.attributes },
      events: [],
      ended: false,
    };
    spans.push(seen);
    const span = {
      setAttribute(key: string, value: string) {
        expect(seen.ended).toBe(false);
        seen.attributes[key] = value;
      },
      setStatus({ code }: { code: SpanStatusCode }) {
        expect(seen.ended).toBe(false);
        seen.status = code;
      },
      addEvent(event: string) {
        seen.events.push(event);
      },
      end() {
        expect(seen.ended).toBe(false);
        seen.ended = true;
      },
    } as unknown as Span;
    names.set(span, name);
    return span;
  };
  return { tracer: { startSpan } as unknown as Tracer, spans };
}

const connectionString =
  "Endpoint=sb://contoso.servicebus.windows.net/;SharedAccessKeyName=Full;SharedAccessKey=c2VjcmV0";

function connect(
  responses: (Response | Error)[],
  tracer: Tracer,
  onEvent?: (event: ClientEvent) => void,
): NotificationHubClient {
  return new NotificationHubClient(connectionString, "hub", {
    fetch: async () => {
      const response = responses.shift();
      if (response instanceof Response) return response;
      throw response;
    },
    retry: { baseDelayMs: 0 },
    onEvent: traceHub({ tracer, onEvent }),
  });
}

describe("traceHub", () => {
  it("makes a span of a call and one below it of each attempt", async () => {
    const { tracer, spans } = recordingTracer();
    const events: string[] = [];
    const responses = [
      new Response("", { status: 503, headers: { "Retry-After": "0" } }),
      new Response("", { status: 201, headers: { TrackingId: "t" } }),
    ];
    await connect(responses, tracer, (event) => events.push(event.type)).send(apple({ alert: "Hi" }), everyone());
    expect(spans).toEqual([
      {
        name: "nh send",
        kind: SpanKind.INTERNAL,
        parent: undefined,
        attributes: { "nh.operation": "send" },
        events: ["retry"],
        ended: true,
      },
      {
        name: "POST",
        kind: SpanKind.CLIENT,
        parent: "nh send",
        attributes: {
          "http.request.method": "POST",
          "server.address": "contoso.servicebus.windows.net",
          "url.full": "https://contoso.servicebus.windows.net/hub/messages/?api-version=2020-06",
          "http.response.status_code": 503,
          "error.type": "NH_SERVER_ERROR",
        },
        events: [],
        status: SpanStatusCode.ERROR,
        ended: true,
      },
      {
        name: "POST",
        kind: SpanKind.CLIENT,
        parent: "nh send",
        attributes: {
          "http.request.method": "POST",
          "server.address": "contoso.servicebus.windows.net",
          "url.full": "https://contoso.servicebus.windows.net/hub/messages/?api-version=2020-06",
          "http.request.resend_count": 1,
          "http.response.status_code": 201,
          "nh.tracking_id": "t",
        },
        events: [],
        ended: true,
      },
    ]);
    expect(events).toEqual(["request", "response", "retry", "request", "response"]);
  });

  it("ends both spans with the error when the call fails", async () => {
    const { tracer, spans } = recordingTracer();
    await expect(connect([new Error("cable")], tracer).send(apple({ alert: "Hi" }), everyone())).rejects.toThrow(
      "cable",
    );
    expect(spans.map(({ name, status, ended }) => ({ name, status, ended }))).toEqual([
      { name: "nh send", status: SpanStatusCode.ERROR, ended: true },
      { name: "POST", status: SpanStatusCode.ERROR, ended: true },
    ]);
    expect(spans[0]?.attributes["error.type"]).toBe("NH_CONNECTION");
  });

  it("leaves an ended attempt alone when the wait for the next one is aborted", async () => {
    const { tracer, spans } = recordingTracer();
    const controller = new AbortController();
    const listener = traceHub({ tracer });
    const mistakes: unknown[] = [];
    const client = new NotificationHubClient(connectionString, "hub", {
      fetch: async () => new Response("", { status: 429, headers: { "Retry-After": "60" } }),
      onEvent(event) {
        try {
          listener(event);
        } catch (mistake) {
          mistakes.push(mistake);
        }
        if (event.type === "retry") setImmediate(() => controller.abort(new Error("enough")));
      },
    });
    const { signal } = controller;
    await expect(client.send(apple({ alert: "Hi" }), everyone(), { signal })).rejects.toThrow("enough");
    expect(mistakes).toEqual([]);
    expect(spans.map(({ name, ended, attributes }) => [name, ended, attributes["error.type"]])).toEqual([
      ["nh send", true, "Error"],
      ["POST", true, "NH_THROTTLED"],
    ]);
  });

  it("passes a warning without an active span", async () => {
    const { tracer } = recordingTracer();
    const events: string[] = [];
    const client = connect([new Response("", { status: 201 })], tracer, (event) => events.push(event.type));
    await client.send(apple({ alert: "Hi" }), "ann@example.com");
    expect(events).toEqual(["warning", "request", "response"]);
  });
});
