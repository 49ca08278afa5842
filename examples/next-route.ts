// A route handler of Next.js: app/api/notify/route.ts. It takes { "userId", "title", "body" } and
// pushes to every device of the user. It runs on Node and on the edge.
import { isCallFailure, NotificationHubClient, user } from "@nh/client";
import { content, isPayloadError } from "@nh/payloads";

/** One client for the process keeps its token and its connections. */
let client: NotificationHubClient | undefined;

export async function POST(request: Request): Promise<Response> {
  const { userId, title, body } = (await request.json()) as { userId: string; title: string; body?: string };
  client ??= new NotificationHubClient(process.env.NH_CONNECTION_STRING ?? "", process.env.NH_HUB ?? "hub", {
    platforms: ["apple", "fcmv1", "browser"],
    totalTimeoutMs: 20_000, // shorter than the time limit of the platform
  });
  try {
    const { state } = await client.send(content({ title, body }), user(userId), { signal: request.signal });
    return Response.json({ state }, { status: 202 });
  } catch (error) {
    if (isPayloadError(error)) return Response.json({ code: error.code, field: error.field }, { status: 400 });
    if (isCallFailure(error)) return Response.json({ code: error.code }, { status: error.retryable ? 503 : 502 });
    throw error;
  }
}
