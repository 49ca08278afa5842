// A back end with two routes: an app registers its device, and somebody notifies a user. What the
// caller got wrong is 422; what the service or the network got wrong is not the caller's fault.
import { isHubConnectionError, isHubResponseError, isInputError, type NotificationHubClient, user } from "@nh/client";
import { content } from "@nh/payloads";
import express, { type ErrorRequestHandler, type Express } from "express";

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
    response.status(state === "enqueued" ? 202 : 502).json({ state, failed: failed.map(([platform]) => platform) });
  });

  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (isInputError(error)) response.status(422).json({ code: error.code, message: error.message });
    else if (isHubConnectionError(error) || isHubResponseError(error)) response.status(502).json({ code: error.code });
    else next(error);
  };
  return api.use(onError);
}
