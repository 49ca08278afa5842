// A route handler of Next.js: app/api/notify/route.ts. It takes { "userId", "title", "body" } and
// pushes to every device of the user. It runs on Node and on the edge.
import { isCallFailure, isInputError, NotificationHubClient, user } from "@nh/client";
import { content } from "@nh/payloads";

/** One client for the process keeps its token and its connections. */
let client: NotificationHubClient | undefined;

export async function POST(request: Request): Promise<Response> {
  const input: unknown = await request.json().catch(() => undefined);
  if (typeof input !== "object" || input === null) return new Response(null, { status: 400 });
  const { userId, title, body } = input as { userId: string; title: string; body?: string };
  client ??= new NotificationHubClient(process.env.NH_CONNECTION_STRING ?? "", process.env.NH_HUB ?? "hub", {
    platforms: ["apple", "fcmv1", "browser"],
    totalTimeoutMs: 20_000, // shorter than the time limit of the platform
  });
  try {
    const message = content({ title, body });
    const { state, platforms } = await client.send(message, user(userId), { signal: request.signal });
    const mayTryAgain = Object.values(platforms).every((result) => isCallFailure(result) && result.retryable);
    return Response.json({ state }, { status: state === "enqueued" ? 202 : mayTryAgain ? 503 : 502 });
  } catch (error) {
    if (isInputError(error)) return Response.json({ code: error.code, message: error.message }, { status: 422 });
    if (isCallFailure(error)) return Response.json({ code: error.code }, { status: error.retryable ? 503 : 502 });
    throw error;
  }
}
