import type { CatalogueEntry } from "../program/catalogue-entry.js";

const send = "Send";
const devices = "Devices";
const manage = "Hubs";
const check = "Check";
const local = "Local hub";
const setUp = "Set up";

/** Every command, in the order of help. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    name: "send",
    group: send,
    summary: "send a notification to an audience, or to a list of devices",
    load: async () => (await import("./send.js")).send,
  },
  {
    name: "cancel",
    group: send,
    summary: "cancel a scheduled notification",
    load: async () => (await import("./cancel.js")).cancel,
  },
  {
    name: "outcome",
    group: send,
    summary: "show the outcome of a notification",
    load: async () => (await import("./outcome.js")).outcome,
  },
  {
    name: "feedback",
    group: send,
    summary: "list the handles that the push platforms rejected",
    load: async () => (await import("./feedback.js")).feedback,
  },
  {
    name: "installations",
    group: devices,
    summary: "devices with their tags and templates",
    load: async () => (await import("./installations.js")).installations,
  },
  {
    name: "registrations",
    group: devices,
    summary: "registrations, the older model of devices",
    load: async () => (await import("./registrations.js")).registrations,
  },
  {
    name: "jobs",
    group: devices,
    summary: "import and export registrations in bulk",
    load: async () => (await import("./jobs.js")).jobs,
  },
  {
    name: "migrate",
    group: devices,
    summary: "move devices to the successor of their platform",
    load: async () => (await import("./migrate.js")).migrate,
  },
  {
    name: "hubs",
    group: manage,
    summary: "create, configure and list hubs, and their keys",
    load: async () => (await import("./hubs.js")).hubs,
  },
  {
    name: "payload",
    group: check,
    summary: "check, measure and preview a payload",
    load: async () => (await import("./payload.js")).payload,
  },
  {
    name: "template",
    group: check,
    summary: "check and render a template",
    load: async () => (await import("./template.js")).template,
  },
  {
    name: "tags",
    group: check,
    summary: "check and explain a tag expression",
    load: async () => (await import("./tags.js")).tags,
  },
  {
    name: "sas",
    group: check,
    summary: "create, decode and verify SAS tokens",
    load: async () => (await import("./sas.js")).sas,
  },
  {
    name: "doctor",
    group: check,
    summary: "find the first broken link between this machine and a device",
    load: async () => (await import("./doctor.js")).doctor,
  },
  {
    name: "probe",
    group: check,
    summary: "push to one device without a hub, and say which step fails",
    load: async () => (await import("./probe.js")).probe,
  },
  {
    name: "hub",
    group: local,
    summary: "run and control a hub on this machine",
    load: async () => (await import("./hub.js")).hub,
  },
  {
    name: "listen",
    group: local,
    summary: "watch the deliveries of the local hub as they happen",
    load: async () => (await import("./listen.js")).listen,
  },
  {
    name: "deliveries",
    group: local,
    summary: "what the devices of the local hub received",
    load: async () => (await import("./deliveries.js")).deliveries,
  },
  {
    name: "requests",
    group: local,
    summary: "requests that the local hub received",
    load: async () => (await import("./requests.js")).requests,
  },
  {
    name: "init",
    group: setUp,
    summary: "prepare a project folder: the hub to use, and sample files",
    load: async () => (await import("./init.js")).init,
  },
  {
    name: "vapid",
    group: setUp,
    summary: "keys for Web Push",
    load: async () => (await import("./vapid.js")).vapid,
  },
  {
    name: "profile",
    group: setUp,
    summary: "named hubs, saved in the user's configuration",
    load: async () => (await import("./profile.js")).profile,
  },
  {
    name: "completion",
    group: setUp,
    summary: "print a completion script for a shell",
    load: async () => (await import("./completion.js")).completion(catalogue),
  },
  {
    name: "help",
    group: setUp,
    summary: "explain a topic that concerns many commands",
    load: async () => (await import("./help.js")).help(catalogue),
  },
];
