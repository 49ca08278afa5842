import { type Audience, everyone } from "@nh/client";
import {
  adm,
  apple,
  baidu,
  browser,
  fcmV1,
  gcm,
  type Notification,
  template,
  windows,
  windowsBadge,
  windowsPhone,
  xiaomi,
} from "@nh/payloads";

/** One send of the story, and its expected outcome. */
export interface Scenario {
  readonly title: string;
  readonly explanation: string;
  /** The code of the send. */
  readonly code: string;
  readonly compose: () => Notification;
  readonly audience: Audience;
  readonly test?: boolean | undefined;
  readonly expected: ExpectedReach | ExpectedRefusal;
}

/** The devices that must receive it, no others, and what each must show where that matters. */
export interface ExpectedReach {
  readonly reaches: readonly { readonly device: string; readonly shows?: string | undefined }[];
}

/** The field that the builder must refuse. */
interface ExpectedRefusal {
  readonly refusedField: string;
}

const toast = `<toast><visual><binding template="ToastText01"><text id="1">Hello world!</text></binding></visual></toast>`;
const helloPhone = `<?xml version="1.0" encoding="utf-8"?><wp:Notification xmlns:wp="WPNotification"><wp:Toast><wp:Text1>Hello Windows phone</wp:Text1></wp:Toast></wp:Notification>`;

function showing(text: string, ...devices: readonly string[]): ExpectedReach {
  return { reaches: devices.map((device) => ({ device, shows: text })) };
}

/** The scenarios of the "Notification Hubs REST" tutorial. */
const tutorial: readonly Scenario[] = [
  {
    title: "Debug send",
    explanation: "A test send returns the outcome for each device, for at most ten devices.",
    code: "await client.send(windows(toast), everyone(), { test: true })",
    compose: () => windows(toast),
    audience: everyone(),
    test: true,
    expected: showing("Hello world!", "Front desk", "Meeting room", "Warehouse"),
  },
  {
    title: "Debug send to nobody",
    explanation: "A tag that no device has is not an error. Only the outcome shows it.",
    code: 'await client.send(windows(toast), "cricket", { test: true })',
    compose: () => windows(toast),
    audience: "cricket",
    test: true,
    expected: { reaches: [] },
  },
  {
    title: "Broadcast a toast to Windows",
    explanation: "Nothing broadcasts by accident: you have to write everyone(). The XML determines the toast's header.",
    code: "await client.send(windows(toast), everyone())",
    compose: () => windows(toast),
    audience: everyone(),
    expected: showing("Hello world!", "Front desk", "Meeting room", "Warehouse"),
  },
  {
    title: "Send to one tag",
    explanation: "Only the Windows device with the tag sports receives it.",
    code: 'await client.send(windows(toast), "sports")',
    compose: () => windows(toast),
    audience: "sports",
    expected: showing("Hello world!", "Front desk"),
  },
  {
    title: "Send to several tags",
    explanation: "A list means any of these tags. A string may be a whole expression with &&, || and !.",
    code: 'await client.send(windows(toast), ["sports", "headlines"])',
    compose: () => windows(toast),
    audience: ["sports", "headlines"],
    expected: showing("Hello world!", "Front desk", "Meeting room"),
  },
  {
    title: "Template send, each device in its own language",
    explanation: "The hub fills the template that each device registered with the properties, on every platform.",
    code: 'await client.send(template({ greeting_en: "Hello", greeting_fr: "Salut", greeting_de: "Hallo" }), everyone())',
    compose: () => template({ greeting_en: "Hello", greeting_fr: "Salut", greeting_de: "Hallo" }),
    audience: everyone(),
    expected: {
      reaches: [
        { device: "Lena's iPhone", shows: "Hello" },
        { device: "Front desk", shows: "Hello" },
        { device: "Hugo's iPhone", shows: "Salut" },
        { device: "Omar's Galaxy", shows: "Salut" },
        { device: "Mila's Pixel", shows: "Hallo" },
      ],
    },
  },
];

/** One send per platform, after the tutorial's payload for Apple, which no iPhone would show. */
const platforms: readonly Scenario[] = [
  {
    title: "Apple, as in the tutorial",
    explanation: "Without aps, an iPhone shows nothing. The builder refuses it before anything is sent.",
    code: `apple('{"data":{"msg":"Hello!"}}')`,
    compose: () => apple('{"data":{"msg":"Hello!"}}'),
    audience: everyone(),
    expected: { refusedField: "aps" },
  },
  {
    title: "Apple",
    explanation: "The builder puts the alert into aps and infers the push type.",
    code: 'await client.send(apple({ alert: "Hello!" }), everyone())',
    compose: () => apple({ alert: "Hello!" }),
    audience: everyone(),
    expected: showing("Hello!", "Lena's iPhone", "Hugo's iPhone"),
  },
  {
    title: "Firebase (HTTP v1)",
    explanation: "Android devices register with this service today.",
    code: 'await client.send(fcmV1({ notification: { title: "Hello!" } }), everyone())',
    compose: () => fcmV1({ notification: { title: "Hello!" } }),
    audience: everyone(),
    expected: showing("Hello!", "Mila's Pixel"),
  },
  {
    title: "Firebase (legacy)",
    explanation: "The tutorial's own payload: data for the app, and nothing for the screen.",
    code: 'await client.send(gcm({ data: { msg: "Hello!" } }), everyone())',
    compose: () => gcm({ data: { msg: "Hello!" } }),
    audience: everyone(),
    expected: { reaches: [{ device: "Omar's Galaxy" }] },
  },
  {
    title: "Windows badge",
    explanation: "The root element determines the header X-WNS-Type, here wns/badge.",
    code: "await client.send(windowsBadge(3), everyone())",
    compose: () => windowsBadge(3),
    audience: everyone(),
    expected: { reaches: [{ device: "Front desk" }, { device: "Meeting room" }, { device: "Warehouse" }] },
  },
  {
    title: "Windows Phone",
    explanation: "The XML also determines the target and the class of the notification.",
    code: "await client.send(windowsPhone(helloPhone), everyone())",
    compose: () => windowsPhone(helloPhone),
    audience: everyone(),
    expected: showing("Hello Windows phone", "Old Lumia"),
  },
  {
    title: "Amazon",
    explanation: "Amazon Device Messaging carries data; the app decides what to show.",
    code: 'await client.send(adm({ data: { msg: "Hello!" } }), everyone())',
    compose: () => adm({ data: { msg: "Hello!" } }),
    audience: everyone(),
    expected: { reaches: [{ device: "Kindle Fire" }] },
  },
  {
    title: "Baidu",
    explanation: "Push in China. The device is a registration, since Baidu has no installations.",
    code: 'await client.send(baidu({ title: "Hello!", description: "From the hub" }), everyone())',
    compose: () => baidu({ title: "Hello!", description: "From the hub" }),
    audience: everyone(),
    expected: showing("Hello! From the hub", "Wei's phone"),
  },
  {
    title: "Xiaomi",
    explanation: "Push on Xiaomi's own devices.",
    code: 'await client.send(xiaomi({ title: "Hello!", description: "From the hub" }), everyone())',
    compose: () => xiaomi({ title: "Hello!", description: "From the hub" }),
    audience: everyone(),
    expected: showing("Hello! From the hub", "Jin's phone"),
  },
  {
    title: "Browser",
    explanation: "Web Push: the service worker of the website receives the payload.",
    code: 'await client.send(browser({ title: "Hello!", body: "From the hub" }), everyone())',
    compose: () => browser({ title: "Hello!", body: "From the hub" }),
    audience: everyone(),
    expected: showing("Hello! From the hub", "Ada's Firefox"),
  },
];

/** The whole story in order. */
export const scenarios: readonly Scenario[] = [...tutorial, ...platforms];
