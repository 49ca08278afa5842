import type { Draft } from "../compose/draft.js";

/** One thing to try: two sentences, a draft that does it, and what to look at then. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly draft: Pick<Draft, "platform" | "target" | "bodies">;
  readonly lookAt: string;
  /** A fault that must be on first. */
  readonly scenario?: string;
}

const json = (value: unknown) => JSON.stringify(value, null, 2);
const news = json({ aps: { alert: { title: "Kick-off", body: "The match starts in ten minutes." } } });
const greeting = { greeting_en: "Hello", greeting_fr: "Salut", greeting_de: "Hallo" };

/** The five scenarios of the Notification Hubs REST tutorial. */
export const scenarios: readonly Lesson[] = [
  {
    id: "broadcast",
    title: "Send to everyone",
    text: "A send without tags is a broadcast: every registration of the platform gets it. Here that is every iPhone.",
    draft: { platform: "apple", target: { kind: "everyone" }, bodies: { apple: news } },
    lookAt: "Who and why has a line for each iPhone, and the other platforms are folded below.",
  },
  {
    id: "tag",
    title: "Send to one tag",
    text: "Devices carry tags, and a send names one. Only devices that have it are reached.",
    draft: { platform: "apple", target: { kind: "expression", text: "sports" }, bodies: { apple: news } },
    lookAt: "One iPhone lacks the tag: its line says so.",
  },
  {
    id: "expression",
    title: "Combine tags",
    text: "Tags combine with ||, && and !. The hub evaluates the expression for each registration.",
    draft: {
      platform: "windows",
      target: { kind: "expression", text: "(sports || headlines) && !finance" },
      bodies: {},
    },
    lookAt: "The toast is drawn as Windows draws it, under What arrived.",
  },
  {
    id: "template",
    title: "One send, every language",
    text: "With templates each device says how it wants to be told. The send only names properties.",
    draft: { platform: "template", target: { kind: "everyone" }, bodies: { template: json(greeting) } },
    lookAt: "What arrived shows every language from one send.",
  },
  {
    id: "user",
    title: "Send to a user",
    text: "An installation may name its user, and that becomes a tag. All devices of the user of one platform get it.",
    draft: { platform: "apple", target: { kind: "expression", text: "$UserId:{lena}" }, bodies: { apple: news } },
    lookAt: "Lena's iPhone got it. Her Windows device would need a send of its own, or a template.",
  },
];

/** What goes wrong most often, and shows nothing in the program that sends. */
export const traps: readonly Lesson[] = [
  {
    id: "typo",
    title: "A typo in a tag",
    text: "The service accepts a send that reaches nobody: 201 only means that it was queued. The program cannot tell.",
    draft: { platform: "apple", target: { kind: "expression", text: "sprots" }, bodies: { apple: news } },
    lookAt: "The verdict names the tag that nobody has, and the one that was meant.",
  },
  {
    id: "missing",
    title: "A missing property",
    text: "A property that a template names and the send lacks is filled in as empty. The push is accepted and shows nothing.",
    draft: {
      platform: "template",
      target: { kind: "everyone" },
      bodies: { template: json({ greeting_en: "Hello", greeting_de: "Hallo" }) },
    },
    lookAt: "The French devices show nothing; Who and why names the property.",
  },
  {
    id: "expired",
    title: "An expired handle",
    text: "An app that was removed leaves a dead handle behind. The push platform refuses it, and the hub stops pushing to it.",
    draft: { platform: "windows", target: { kind: "expression", text: "finance" }, bodies: {} },
    lookAt:
      "The push was refused, and the device is greyed under Devices. The fault stays on until you switch it off above.",
    scenario: "expired-handles",
  },
];
