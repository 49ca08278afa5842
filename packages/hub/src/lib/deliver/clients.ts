import { platformWire } from "@nh/wire";
import type { HubContext } from "../context.js";
import type { ResolvedDeliverOptions } from "./deliver-options.js";
import { openServiceClient } from "./open-client.js";
import type { DeliverablePlatform, ServiceClient } from "./push-services.js";

interface Opened {
  /** The credential as JSON. Another one needs another client. */
  readonly credential: string;
  readonly client: ServiceClient;
}

/** The clients of push services, one for each hub and platform, with the credentials of the hub. */
export class ServiceClients {
  readonly #options: ResolvedDeliverOptions;
  readonly #opened = new Map<string, Opened>();

  constructor(options: ResolvedDeliverOptions) {
    this.#options = options;
  }

  /**
   * The client of a hub for a platform. It is kept, since it reuses connections and tokens.
   *
   * @throws {PlatformError} NH_CREDENTIAL_INVALID when the credential cannot be read.
   * @throws {ForeignEndpointError} when its endpoint is not one of the service.
   */
  get(context: HubContext, hub: string, platform: DeliverablePlatform): ServiceClient {
    const found = this.credentialOf(context, hub, platform);
    const key = `${hub.toLowerCase()}/${platform}`;
    const credential = JSON.stringify(found);
    const known = this.#opened.get(key);
    if (known?.credential === credential) return known.client;
    if (found === undefined) throw new TypeError(`The hub ${JSON.stringify(hub)} has no credential for ${platform}.`);
    this.#opened.delete(key);
    known?.client.close().catch(() => {});
    const client = openServiceClient(platform, found as never, this.#options);
    this.#opened.set(key, { credential, client });
    return client;
  }

  /** The credential of a hub for a platform, from the description of the hub. */
  credentialOf({ state }: HubContext, hub: string, platform: DeliverablePlatform): unknown {
    const own = state.definition(hub)?.description.credentials?.[platformWire[platform].credential];
    return own ?? (platform === "browser" ? this.#options.vapid : undefined);
  }

  async close(): Promise<void> {
    const clients = Array.from(this.#opened.values(), ({ client }) => client.close());
    this.#opened.clear();
    await Promise.allSettled(clients);
  }
}
