import type { ConnectionString } from "@nh/auth";
import { createNamespaceContext, type HubContext } from "../context.js";
import type { HubAddress } from "../hub-address.js";
import type { ClientOptions } from "../options.js";
import { Hubs } from "./hubs.js";

declare global {
  // For programs whose `lib` is older than this symbol and that have no types of Node.
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol;
  }
}

/**
 * A namespace, which holds hubs.
 *
 * @example
 * const namespace = new NamespaceClient(process.env.NH_CONNECTION_STRING ?? "");
 * await namespace.hubs.create("shop", { registrationTtl: { days: 90 } });
 */
export class NamespaceClient {
  readonly #context: HubContext;
  /** The hubs of the namespace. */
  readonly hubs: Hubs;

  /**
   * @param connection The connection string of a policy of the namespace that has the Manage right,
   *   or the object that `parseConnectionString` returns; with a `credential` the `endpoint` is
   *   enough. An `EntityPath` is ignored.
   * @throws {ConnectionStringError} when the connection string cannot be read.
   * @throws {ArgumentError} naming the option that is wrong, and what it must be.
   */
  constructor(connection: string | ConnectionString | HubAddress, options: ClientOptions = {}) {
    this.#context = createNamespaceContext(connection, options);
    this.hubs = new Hubs(this.#context);
  }

  /** The address of the namespace, such as `https://contoso.servicebus.windows.net/`. */
  get endpoint(): string {
    return this.#context.endpoint;
  }

  /** Releases the sockets once the requests under way are done. A later call opens new ones. */
  async close(): Promise<void> {
    await this.#context.close();
  }

  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
