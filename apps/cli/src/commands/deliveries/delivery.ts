import { shortenHandle } from "@nh/wire";
import { asRecord, asStrings, asText, type JsonRecord } from "../../input/json-fields.js";
import { nativePlatforms } from "../../input/platform-names.js";
import type { ListView } from "../../output/output.js";
import { choice, grouped, type OptionValues, text } from "../../program/option.js";

/** A delivery as the control API of the local hub returns it. */
export interface Delivery {
  readonly id: string;
  readonly at: string;
  readonly hub: string;
  readonly notificationId: string | undefined;
  readonly platform: string;
  readonly handle: string;
  readonly registrationId: string | undefined;
  readonly installationId: string | undefined;
  readonly tags: readonly string[];
  readonly template: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly outcome: string | undefined;
  /** The unchanged document, for `--json`. */
  readonly document: JsonRecord;
}

export function readDelivery(document: JsonRecord): Delivery {
  const field = (name: string) => asText(document[name]);
  return {
    id: field("id") ?? "",
    at: field("at") ?? "",
    hub: field("hub") ?? "",
    notificationId: field("notificationId"),
    platform: field("platform") ?? "",
    handle: field("handle") ?? "",
    registrationId: field("registrationId"),
    installationId: field("installationId"),
    tags: asStrings(document.tags),
    template: field("template"),
    headers: Object.fromEntries(
      Object.entries(asRecord(document.headers)).map(([name, value]) => [name, String(value)]),
    ),
    body: field("body") ?? "",
    outcome: field("outcome"),
    document,
  };
}

export const deliveryFilterOptions = grouped("Filter", {
  platform: choice("platform", nativePlatforms, "devices of this platform"),
  handle: text("handle", "this device"),
  tag: text("tag", "devices with this tag"),
  installation: text("id", "this installation"),
  notification: text("id", "this notification"),
  outcome: text("word", "Success, or another outcome such as ExpiredChannel"),
});

type FilterOptions = OptionValues<typeof deliveryFilterOptions>;

export function filterQuery({ platform, handle, tag, installation, notification, outcome }: FilterOptions) {
  return { platform, handle, tag, installationId: installation, notificationId: notification, outcome };
}

/** The same filter for deliveries that arrive one by one. */
export function matchesFilter(delivery: Delivery, filter: FilterOptions): boolean {
  const same = (wanted: string | undefined, found: string | undefined) =>
    wanted === undefined || wanted.toLowerCase() === found?.toLowerCase();
  return (
    same(filter.platform, delivery.platform) &&
    same(filter.handle, delivery.handle) &&
    same(filter.outcome, delivery.outcome) &&
    (filter.installation === undefined || filter.installation === delivery.installationId) &&
    (filter.notification === undefined || filter.notification === delivery.notificationId) &&
    (filter.tag === undefined || delivery.tags.some((tag) => same(filter.tag, tag)))
  );
}

export const deliveryFields = {
  id: "a number that counts up",
  at: "the hub's time, ISO date",
  hub: "name of the hub",
  notificationId: "the notification",
  platform: `one of ${nativePlatforms.join(", ")}`,
  handle: "the device",
  registrationId: "null for a direct send",
  installationId: "null without an installation",
  tags: "array",
  template: "name of the template; null for a native push",
  headers: "the headers that the platform receives, by name",
  body: "the payload",
  outcome: "Success, or the reason of the failure",
} as const;

export const deliveryView: ListView<Delivery, Delivery> = {
  key: "deliveries",
  json: ({ document }) => document,
  row: (delivery) => delivery,
  columns: [
    { title: "id", value: ({ id }) => id, align: "right" },
    { title: "at", value: ({ at }) => at },
    { title: "platform", value: ({ platform }) => platform },
    { title: "device", value: ({ installationId, handle }) => installationId ?? shortenHandle(handle) },
    { title: "outcome", value: ({ outcome }) => outcome },
    { title: "body", value: ({ body }) => body, givesWay: true },
  ],
  empty: "No deliveries.",
};
