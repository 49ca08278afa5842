// A back end with two routes: an app registers its device, and somebody notifies a user. What the
// caller got wrong is 422. What the service or the network got wrong is 503 when the caller may try
// again, and 502 when that could push twice or would fail again.
import { isCallFailure, isInputError, type NotificationHubClient, user } from "@nh/client";
import { content } from "@nh/payloads";
import express, { type ErrorRequestHandler, type Express } from "express";

const mayTryAgain = (error: unknown): boolean => isCallFailure(error) && error.retryable;

export function createApi(client: NotificationHubClient): Express {
  const api = express().use(express.json());

  api.put("/devices/:id", async ({ params, body }, response) => {
    // The signed-in user, never one that the app names. Here a header stands for the session.
    const userId = response.req.get("x-user");
    await client.installations.put({ ...body, installationId: params.id, userId });
    response.sendStatus(204);
  });

  api.post("/users/:id/notifications", async ({ params, body }, response) => {
    const { state, platforms } = await client.send(content(body), user(params.id));
    const failed = Object.entries(platforms).filter(([, result]) => result instanceof Error);
    const status = state === "enqueued" ? 202 : Object.values(platforms).every(mayTryAgain) ? 503 : 502;
    response.status(status).json({ state, failed: failed.map(([platform]) => platform) });
  });

  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (isInputError(error)) response.status(422).json({ code: error.code, message: error.message });
    else if (isCallFailure(error)) response.status(mayTryAgain(error) ? 503 : 502).json({ code: error.code });
    else next(error);
  };
  return api.use(onError);
}
