// A Cloudflare Worker: the shop posts an order, and its customer gets a push on every platform. The
// connection string is a secret of the Worker. It never goes to a browser. The shop may post the
// order again after a 503, and not after a 502, which could push twice.
import { isCallFailure, isInputError, NotificationHubClient, user } from "@nh/client";
import { content } from "@nh/payloads";

interface Env {
  readonly NH_CONNECTION_STRING: string;
}

/** Kept from request to request, with its token. */
let client: NotificationHubClient | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (request.method !== "POST") return new Response(null, { status: 405 });
    client ??= new NotificationHubClient(env.NH_CONNECTION_STRING, "shop", {
      platforms: ["apple", "fcmv1", "browser"],
    });
    const input: unknown = await request.json().catch(() => undefined);
    const { customer, order } = Object(input) as { customer?: unknown; order?: unknown };
    if (typeof customer !== "string" || typeof order !== "number") return new Response(null, { status: 400 });
    const message = content({ title: `Order ${order}`, body: "It is on its way.", link: `shop://orders/${order}` });
    try {
      const { state, platforms } = await client.send(message, user(customer));
      const mayTryAgain = Object.values(platforms).every((result) => isCallFailure(result) && result.retryable);
      return Response.json({ state }, { status: state === "enqueued" ? 202 : mayTryAgain ? 503 : 502 });
    } catch (error) {
      if (isInputError(error)) return Response.json({ code: error.code }, { status: 422 });
      throw error;
    }
  },
};
