// Web Push in a site of one's own: a page that asks for permission, a service worker that shows the
// push, and a back end that registers the browser and sends. The local hub hands the push to the
// browser's real push service, as Azure would.
//
//   node examples/web-push.ts     then open http://localhost:8080
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { isCallFailure, isInputError, NotificationHubClient, user } from "@nh/client";
import { startHub } from "@nh/hub/node";
import { browser, browserHandle, type PushSubscriptionData } from "@nh/payloads";
import * as services from "@nh/platforms";

const page = (publicKey: string): string => `<!doctype html>
<title>Web Push</title>
<button>Notify me</button>
<script type="module">
  document.querySelector("button").onclick = async () => {
    const worker = await navigator.serviceWorker.register("/worker.js");
    const options = { userVisibleOnly: true, applicationServerKey: "${publicKey}" };
    const subscription = await worker.pushManager.subscribe(options);
    await fetch("/subscriptions", { method: "POST", body: JSON.stringify(subscription) });
  };
</script>`;

const worker = `self.addEventListener("push", (event) => {
  const { title, ...options } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, options));
});`;

/** The site. A subscription is registered, and gets a first push. */
export function createSite(client: NotificationHubClient, publicKey: string): Server {
  return createServer(async (request, response) => {
    try {
      if (request.method === "POST" && request.url === "/subscriptions") {
        await subscribe(client, (await json(request)) as PushSubscriptionData);
        response.writeHead(204).end();
      } else if (request.url === "/worker.js") {
        response.setHeader("Content-Type", "text/javascript").end(worker);
      } else {
        response.setHeader("Content-Type", "text/html").end(page(publicKey));
      }
    } catch (error) {
      response.writeHead(statusOf(error)).end();
    }
  });
}

async function subscribe(client: NotificationHubClient, subscription: PushSubscriptionData): Promise<void> {
  await client.installations.put({
    installationId: "anns-browser", // in a real site, from the session
    platform: "browser",
    pushChannel: browserHandle(subscription),
    userId: "ann",
  });
  await client.send(browser({ title: "It works", body: "This came through the hub." }), user("ann"));
}

/** An error that leaves the handler would end the process, so every error becomes a status. */
function statusOf(error: unknown): number {
  if (error instanceof SyntaxError) return 400;
  if (isInputError(error)) return 422;
  if (!isCallFailure(error)) return 500;
  return error.retryable ? 503 : 502;
}

if (process.argv[1]?.endsWith("web-push.ts")) {
  const keys = await services.generateVapidKeys();
  const credentials = { browser: { subject: "mailto:push@example.com", ...keys } };
  const { connectionString, url } = await startHub({ hubs: [{ name: "site", credentials }], deliver: { services } });
  createSite(new NotificationHubClient(connectionString, "site"), keys.publicKey).listen(8080, "localhost", () => {
    console.log(`Open http://localhost:8080. The hub shows what it pushes at ${url}/_nh/.`);
  });
}
