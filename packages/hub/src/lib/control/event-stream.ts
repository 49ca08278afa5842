import type { EventBus, HubEvent } from "../events.js";
import type { RequestLog } from "../http/request-log.js";
import { unref } from "../unref.js";

/**
 * How many events may wait for a slow reader before the stream ends. The reader then connects again
 * and continues with new events.
 */
const QUEUE_LIMIT = 1000;
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
        function close(): void {
          if (!open) return;
          open = false;
          end();
          controller.close();
        }
        function write(text: string): void {
          if ((controller.desiredSize ?? 0) <= -QUEUE_LIMIT) close();
          else controller.enqueue(encoder.encode(text));
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
    { highWaterMark: 1 },
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
