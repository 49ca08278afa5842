import { ConnectionReset } from "../http/connection-reset.js";
import type { RestResponse } from "../http/rest-response.js";

/**
 * A response of the REST API as a `Response`.
 *
 * @throws {ConnectionReset} when a fault resets the connection.
 */
export function toFetchResponse(response: RestResponse): Response {
  const { status, headers, body, broken } = response;
  if (broken === "reset") throw new ConnectionReset();
  if (broken === "truncate") return truncated(response);
  return new Response(body === "" ? null : body, { status, headers });
}

/**
 * A response whose connection breaks in the middle of its body. An empty body announces one byte
 * that never comes.
 */
function truncated({ status, headers, body }: RestResponse): Response {
  const bytes = new TextEncoder().encode(body);
  let sent = false;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (!sent && bytes.length > 1) controller.enqueue(bytes.subarray(0, bytes.length >> 1));
      else controller.error(new ConnectionReset());
      sent = true;
    },
  });
  return new Response(stream, {
    // A 204 has no body to cut.
    status: status === 204 ? 200 : status,
    headers: { ...headers, "Content-Length": String(Math.max(bytes.length, 1)) },
  });
}
