import type { Connection } from "../hub/types.js";
import { reasonOf } from "../shell/reason-of.js";
import { remember, remembered } from "../shell/storage.js";
import { sampleChannel } from "./sample-devices.js";
import { callStored, putInstallation } from "./stored-documents.js";

/** How long a browser may take to reach its push service, in milliseconds. */
const SUBSCRIBE_MS = 15_000;

const id = remembered("browser") ?? `browser-${Math.random().toString(36).slice(2, 8)}`;

/** This browser as a device of the hub. */
export const thisBrowser = {
  installationId: id,
  /** Whether pushes come from a push service. If not, the page shows what the hub delivers. */
  get isReal(): boolean {
    return remembered("real") === "yes";
  },
};

/**
 * Makes this browser a device: asks for permission, subscribes, and registers the installation.
 *
 * @returns Why no push service is used. Undefined when one is.
 * @throws {Error} when notifications are not allowed, or the hub refuses the installation.
 */
export async function makeDevice(connection: Connection): Promise<string | undefined> {
  const worker = await register();
  const { hub, pushKey } = connection;
  let why: string | undefined;
  let { pushChannel } = sampleChannel("browser", id);
  if (pushKey === null) why = "This hub does not push to browsers: start it with --deliver.";
  else {
    try {
      const { endpoint, keys } = (await subscribe(worker, pushKey)).toJSON();
      pushChannel = { endpoint, ...keys };
    } catch (error) {
      why = `No push service can be reached (${reasonOf(error)}).`;
    }
  }
  const platform = "browser";
  const document = { installationId: id, platform, pushChannel, pushVariables: { name: "This browser" } };
  await putInstallation(connection, hub, document as Parameters<typeof putInstallation>[2]);
  remember("browser", id);
  remember("real", why === undefined ? "yes" : "no");
  return why;
}

/** Ends that: removes the installation and the subscription. */
export async function removeDevice(connection: Connection): Promise<void> {
  await callStored(connection, connection.hub, "deleteInstallation", id);
  const worker = await navigator.serviceWorker.getRegistration();
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
}

/** Shows a payload as a notification of this browser. */
export async function showHere(body: string): Promise<void> {
  const worker = await navigator.serviceWorker.ready;
  worker.active?.postMessage(body);
}

async function register(): Promise<ServiceWorkerRegistration> {
  if (!("serviceWorker" in navigator) || !("Notification" in globalThis)) {
    throw new Error("This browser has no notifications here. Open the page at localhost or over https.");
  }
  if ((await Notification.requestPermission()) !== "granted") {
    throw new Error("Notifications are blocked for this page. Allow them in the settings of the browser.");
  }
  await navigator.serviceWorker.register("sw.js");
  return navigator.serviceWorker.ready;
}

async function subscribe({ pushManager }: ServiceWorkerRegistration, pushKey: string): Promise<PushSubscription> {
  // A subscription with the key of an earlier hub would make this one fail.
  await (await pushManager.getSubscription())?.unsubscribe();
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("it does not respond")), SUBSCRIBE_MS);
  });
  return Promise.race([pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey }), late]);
}
