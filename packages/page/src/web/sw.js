// The service worker of the page: it shows what is pushed to this browser, also when the page is
// closed. Where no push service can be reached, the page hands it what the hub delivered.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("push", (event) => event.waitUntil(show(event.data?.text() ?? "")));
addEventListener("message", (event) => event.waitUntil(show(String(event.data))));
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(linkOf(event.notification.data)));
});

/** A browser wants to see something for each push, whatever the payload is. */
async function show(text) {
  const { title = "A push without a title", ...options } = read(text);
  try {
    await registration.showNotification(String(title), options);
  } catch {
    // The browser refuses an option, such as `renotify` without `tag`.
    await registration.showNotification(String(title), { body: String(options.body ?? ""), data: options.data });
  }
}

function read(text) {
  try {
    const payload = JSON.parse(text);
    if (typeof payload === "object" && payload !== null) return { ...payload, data: payload.data ?? payload };
  } catch {
    // Any text may be pushed.
  }
  return { title: text || undefined };
}

/** Only links to the web. Without one, the page of the hub opens. */
function linkOf(data) {
  const link = String(data?.url ?? data?.link ?? "");
  return /^https?:\/\//.test(link) ? link : registration.scope;
}
