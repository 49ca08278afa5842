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

/** One send of the story, and what must come of it. */
export interface Scenario {
  readonly title: string;
  readonly explanation: string;
  /** How it is written with the library. */
  readonly code: string;
  readonly compose: () => Notification;
  readonly audience: Audience;
  readonly test?: boolean | undefined;
  readonly expected: ExpectedReach | ExpectedRefusal;
}

/** The devices that must get it and, where it matters, what each must show. Nobody else may get it. */
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
    explanation: "A test send answers at once with the outcome for each device, ten at most.",
    code: "await hub.send(windows(toast), everyone(), { test: true })",
    compose: () => windows(toast),
    audience: everyone(),
    test: true,
    expected: showing("Hello world!", "Front desk", "Meeting room", "Warehouse"),
  },
  {
    title: "Debug send to nobody",
    explanation: "A tag that no device has is no error. Only the outcome tells.",
    code: 'await hub.send(windows(toast), "cricket", { test: true })',
    compose: () => windows(toast),
    audience: "cricket",
    test: true,
    expected: { reaches: [] },
  },
  {
    title: "Broadcast a toast to Windows",
    explanation:
      "Nothing broadcasts by accident: one has to write everyone(). The toast's header is read from the XML.",
    code: "await hub.send(windows(toast), everyone())",
    compose: () => windows(toast),
    audience: everyone(),
    expected: showing("Hello world!", "Front desk", "Meeting room", "Warehouse"),
  },
  {
    title: "Send to one tag",
    explanation: "Only the Windows device that follows sports gets it.",
    code: 'await hub.send(windows(toast), "sports")',
    compose: () => windows(toast),
    audience: "sports",
    expected: showing("Hello world!", "Front desk"),
  },
  {
    title: "Send to several tags",
    explanation: "A list means any of these tags. A text may be a whole expression with &&, || and !.",
    code: 'await hub.send(windows(toast), ["sports", "headlines"])',
    compose: () => windows(toast),
    audience: ["sports", "headlines"],
    expected: showing("Hello world!", "Front desk", "Meeting room"),
  },
  {
    title: "Template send, each device in its own language",
    explanation: "The hub puts the properties into the template that each device registered, whatever its platform.",
    code: 'await hub.send(template({ greeting_en: "Hello", greeting_fr: "Salut", greeting_de: "Hallo" }), everyone())',
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

/** One send per platform, first what the tutorial sends to Apple and no iPhone would show. */
const platforms: readonly Scenario[] = [
  {
    title: "Apple, as the tutorial has it",
    explanation: "Without aps an iPhone shows nothing. The builder says so before anything is sent.",
    code: `apple('{"data":{"msg":"Hello!"}}')`,
    compose: () => apple('{"data":{"msg":"Hello!"}}'),
    audience: everyone(),
    expected: { refusedField: "aps" },
  },
  {
    title: "Apple",
    explanation: "With an alert, which the builder puts into aps. The push type is inferred from it.",
    code: 'await hub.send(apple({ alert: "Hello!" }), everyone())',
    compose: () => apple({ alert: "Hello!" }),
    audience: everyone(),
    expected: showing("Hello!", "Lena's iPhone", "Hugo's iPhone"),
  },
  {
    title: "Firebase (HTTP v1)",
    explanation: "What Android devices are registered with today.",
    code: 'await hub.send(fcmV1({ notification: { title: "Hello!" } }), everyone())',
    compose: () => fcmV1({ notification: { title: "Hello!" } }),
    audience: everyone(),
    expected: showing("Hello!", "Mila's Pixel"),
  },
  {
    title: "Firebase (legacy)",
    explanation: "The tutorial's own payload: data for the app, nothing for the screen.",
    code: 'await hub.send(gcm({ data: { msg: "Hello!" } }), everyone())',
    compose: () => gcm({ data: { msg: "Hello!" } }),
    audience: everyone(),
    expected: { reaches: [{ device: "Omar's Galaxy" }] },
  },
  {
    title: "Windows badge",
    explanation: "The root element decides the header X-WNS-Type: here wns/badge.",
    code: "await hub.send(windowsBadge(3), everyone())",
    compose: () => windowsBadge(3),
    audience: everyone(),
    expected: { reaches: [{ device: "Front desk" }, { device: "Meeting room" }, { device: "Warehouse" }] },
  },
  {
    title: "Windows Phone",
    explanation: "Target and class of the notification are read from the XML too.",
    code: "await hub.send(windowsPhone(helloPhone), everyone())",
    compose: () => windowsPhone(helloPhone),
    audience: everyone(),
    expected: showing("Hello Windows phone", "Old Lumia"),
  },
  {
    title: "Amazon",
    explanation: "Amazon Device Messaging carries data; the app decides what to show.",
    code: 'await hub.send(adm({ data: { msg: "Hello!" } }), everyone())',
    compose: () => adm({ data: { msg: "Hello!" } }),
    audience: everyone(),
    expected: { reaches: [{ device: "Kindle Fire" }] },
  },
  {
    title: "Baidu",
    explanation: "Push in China, addressed by registration.",
    code: 'await hub.send(baidu({ title: "Hello!", description: "From the hub" }), everyone())',
    compose: () => baidu({ title: "Hello!", description: "From the hub" }),
    audience: everyone(),
    expected: showing("Hello! From the hub", "Wei's phone"),
  },
  {
    title: "Xiaomi",
    explanation: "Push on Xiaomi's own devices.",
    code: 'await hub.send(xiaomi({ title: "Hello!", description: "From the hub" }), everyone())',
    compose: () => xiaomi({ title: "Hello!", description: "From the hub" }),
    audience: everyone(),
    expected: showing("Hello! From the hub", "Jin's phone"),
  },
  {
    title: "Browser",
    explanation: "Web Push: the page's service worker gets the payload.",
    code: 'await hub.send(browser({ title: "Hello!", body: "From the hub" }), everyone())',
    compose: () => browser({ title: "Hello!", body: "From the hub" }),
    audience: everyone(),
    expected: showing("Hello! From the hub", "Ada's Firefox"),
  },
];

/** The whole story in order. */
export const scenarios: readonly Scenario[] = [...tutorial, ...platforms];
