// An Azure Function that pushes what a storage queue brings: { "userId", "title" }. A queue
// delivers a message at least once, so a message is given back only when nothing can have been
// pushed.
import { app, type InvocationContext } from "@azure/functions";
import { isCallFailure, NotificationHubClient, user } from "@nh/client";
import { content } from "@nh/payloads";

let client: NotificationHubClient | undefined;

export async function push(message: unknown, context: Pick<InvocationContext, "log" | "error">): Promise<void> {
  const { userId, title } = message as { userId: string; title: string };
  client ??= new NotificationHubClient(process.env.NH_CONNECTION_STRING ?? "", process.env.NH_HUB ?? "hub");
  try {
    const { trackingId } = await client.send(content({ title }).for("apple"), user(userId));
    context.log(`accepted for ${userId}, tracking ID ${trackingId}`);
  } catch (error) {
    // An error gives the message back to the queue, which delivers it again, and in the end sets it
    // aside for a person to see.
    if (!isCallFailure(error) || !error.mayHaveBeenSent) throw error;
    context.error(`This push may have left, so it is not retried: ${error.message}`);
  }
}

app.storageQueue("push", { queueName: "pushes", connection: "AzureWebJobsStorage", handler: push });
