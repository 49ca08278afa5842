import { type ClientOptions, NotificationHubClient } from "@nh/client";
import type { Hub } from "@nh/hub";
import type { Exchange } from "../compose/protocol.js";

/** The number of exchanges that the page can show. */
const MAX_EXCHANGES = 50;

/** The hub that the story and the page share, however it was started. */
export class DemoHub {
  /** Newest first. */
  exchanges: readonly Exchange[] = [];
  readonly hub: Hub;
  readonly hubName: string;
  readonly url: string;
  readonly connectionString: string;

  constructor(started: { hub: Hub; hubName: string; url: string; connectionString: string }) {
    this.hub = started.hub;
    this.hubName = started.hubName;
    this.url = started.url;
    this.connectionString = started.connectionString;
  }

  /** Creates a client that uses HTTP, as any other program would. */
  connect(options?: ClientOptions): NotificationHubClient {
    return new NotificationHubClient(this.connectionString, this.hubName, options);
  }

  remember(exchange: Exchange): void {
    this.exchanges = [exchange, ...this.exchanges].slice(0, MAX_EXCHANGES);
  }
}
