import { type ClientOptions, NotificationHubClient } from "@nh/client";
import type { Hub } from "@nh/hub";

/** The hub of the demo, however it was started. */
export class DemoHub {
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
}
