import { ControlError } from "./control-request.js";
import { json } from "./control-response.js";
import type { ControlRoute } from "./control-route.js";

/**
 * How programs reach the hub that serves the page. Without the page the control API hands out no
 * key.
 */
export const connectionRoute: ControlRoute = {
  method: "GET",
  path: "/_nh/connection",
  summary: "How programs reach this hub: its connection strings and its certificate. Only where the page is served.",
  responses: { 200: "Connection", 404: "Error" },
  handle({ context }) {
    const connection = context.connection();
    if (connection === undefined) {
      throw new ControlError(404, "This hub hands out no connection strings, because it does not serve the page.");
    }
    return json(200, { ...connection, pushKey: context.deliver?.pushKey(connection.hub) ?? null });
  },
};
