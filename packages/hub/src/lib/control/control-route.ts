import type { HubContext } from "../context.js";
import type { Hub } from "../hub.js";

/** One address of the control API: what handles it, and how the OpenAPI document describes it. */
export interface ControlRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `{id}` is one segment. `{path}` may contain slashes. */
  readonly path: string;
  readonly summary: string;
  readonly parameters?: readonly ControlParameter[] | undefined;
  /** The name of the schema of the request's body. */
  readonly body?: string | undefined;
  /**
   * What each status returns: the name of a schema, a media type when it is not JSON, or null for
   * no body.
   */
  readonly responses: Readonly<Record<number, string | null>>;
  handle(request: ControlRequest): Response | Promise<Response>;
}

/** A query parameter. */
export interface ControlParameter {
  readonly name: string;
  readonly description: string;
  readonly type: "string" | "integer";
}

/** One request to the control API. */
export interface ControlRequest {
  readonly context: HubContext;
  readonly hub: Hub;
  readonly request: Request;
  readonly url: URL;
  /**
   * The part of the path that `{id}` or `{path}` matches, decoded. Empty for a path without one.
   */
  readonly id: string;
}
