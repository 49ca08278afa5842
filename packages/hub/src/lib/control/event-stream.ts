import type { EventBus, HubEvent } from "../events.js";
import type { RequestLog } from "../http/request-log.js";
import { unref } from "../unref.js";

/**
 * How many bytes may wait for a slow reader before the stream ends. The reader then connects again
 * and continues with new events. A send to ten thousand devices makes about 5 MB of events at once.
 */
const WAITING_LIMIT_BYTES = 16 * 1024 * 1024;
/** Proxies and browsers give up on a silent connection. */
const HEARTBEAT_MS = 15_000;

/**
 * The hub's events as they happen, in the format of server-sent events: `event: delivery` and its
 * JSON. The event of a request carries the whole record, so that a reader need not ask for it.
 */
export function eventStream(events: EventBus, requests: RequestLog): Response {
  const encoder = new TextEncoder();
  let end = (): void => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
        unref(heartbeat);
        const unsubscribe = events.subscribe((event) => write(format(event, requests)), close);
        let open = true;
        let gathered = "";
        function close(): void {
          if (!open) return;
          end();
          enqueue();
          controller.close();
        }
        // The events of one send are one chunk: each chunk costs both sides more than its events.
        function write(text: string): void {
          if (gathered === "") queueMicrotask(flush);
          gathered += text;
        }
        function flush(): void {
          if (!open) return;
          if (lags()) close();
          else enqueue();
        }
        function enqueue(): void {
          if (gathered !== "" && !lags()) controller.enqueue(encoder.encode(gathered));
          gathered = "";
        }
        function lags(): boolean {
          return (controller.desiredSize ?? 0) <= -WAITING_LIMIT_BYTES;
        }
        end = () => {
          open = false;
          clearInterval(heartbeat);
          unsubscribe();
        };
        // Shows the reader at once that it is connected, and how soon to reconnect.
        write("retry: 1000\n\n");
      },
      cancel: () => end(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 1 }),
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}

function format(event: HubEvent, requests: RequestLog): string {
  const document = event.type === "request" ? { ...event, request: requests.get(event.id) } : event;
  return `event: ${event.type}\ndata: ${JSON.stringify(document)}\n\n`;
}
