// What the contract test does with a hub, in this order. Everything concerns one installation, one
// registration and one tag, whose names nobody else uses.
import { apple } from "@nh/payloads";

const hello = apple({ alert: "nh contract test" });
const HOUR_MS = 3_600_000;

/** @typedef {import("@nh/client").NotificationHubClient} Client */

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {(client: Client, names: Names) => Promise<unknown>} run
 * @property {boolean} [standardTier] whether the service may refuse it in the tiers free and basic
 * @property {boolean} [statusOnly] whether what the body contains depends on the hub's credentials
 */

/**
 * @typedef {object} Names
 * @property {string} id
 * @property {string} tag
 * @property {string} handle
 * @property {string} [sentId]
 * @property {string} [scheduledId]
 * @property {string} [registrationId]
 */

/** @type {Step[]} */
export const steps = [
  {
    title: "writes an installation with the tag",
    run: (client, { id, tag, handle }) =>
      client.installations.put({ installationId: id, platform: "apns", pushChannel: handle, tags: [tag] }),
  },
  { title: "reads it", run: (client, { id }) => settled(() => client.installations.get(id)) },
  { title: "adds a tag to it", run: (client, { id, tag }) => client.installations.addTags(id, [`${tag}-2`]) },
  {
    title: "sends to the tag",
    run: async (client, names) => {
      names.sentId = (await client.send(hello, names.tag)).notificationId;
    },
  },
  {
    title: "makes a test send to the tag",
    statusOnly: true,
    run: (client, { tag }) => client.send(hello, tag, { test: true }),
  },
  {
    title: "reads the telemetry of the send",
    standardTier: true,
    statusOnly: true,
    run: (client, { sentId }) => settled(() => client.getNotificationDetails(sentId ?? "")),
  },
  {
    title: "schedules a send to the tag in six days",
    standardTier: true,
    run: async (client, names) => {
      const at = new Date(Date.now() + 144 * HOUR_MS);
      names.scheduledId = (await client.schedule(hello, names.tag, at)).notificationId;
    },
  },
  {
    title: "cancels it",
    standardTier: true,
    run: async (client, names) => {
      await client.cancelScheduled(names.scheduledId ?? "");
      names.scheduledId = undefined;
    },
  },
  {
    title: "creates a registration with the tag",
    run: async (client, names) => {
      const { tag, handle } = names;
      const registration = { platform: "apple", handle: [...handle].reverse().join(""), tags: [tag] };
      names.registrationId = (await client.registrations.create(registration)).registrationId;
    },
  },
  { title: "reads it", run: (client, { registrationId }) => client.registrations.get(registrationId ?? "") },
  {
    title: "deletes it",
    run: async (client, names) => {
      await client.registrations.delete(names.registrationId ?? "");
      names.registrationId = undefined;
    },
  },
  { title: "deletes the installation", run: (client, { id }) => client.installations.delete(id) },
  {
    title: "finds no installation of a name that nobody uses",
    run: (client, { id }) => client.installations.get(`${id}-x`),
  },
  { title: "finds no registration of such an ID", run: (client) => client.registrations.get("1-2-3") },
];

/** Deletes what a run that broke off has left. */
export async function cleanUp(client, { id, scheduledId, registrationId }) {
  const left = [
    () => client.installations.delete(id),
    ...(scheduledId === undefined ? [] : [() => client.cancelScheduled(scheduledId)]),
    ...(registrationId === undefined ? [] : [() => client.registrations.delete(registrationId)]),
  ];
  const failures = [];
  for (const remove of left) await remove().catch((error) => failures.push(error));
  return failures;
}

/** The service may need some seconds until a write can be read. */
async function settled(read) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (error?.code !== "NH_NOT_FOUND" || attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}
