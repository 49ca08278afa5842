// Runs the checks in a page. The hub responds on the page's own origin, under whatever host the
// connection string names.
import { runChecks } from "./behaviour.mjs";

const { connectionString, silentConnectionString } = await (await fetch("/settings")).json();
const sameOrigin = (url, init) => {
  const { pathname, search } = new URL(url);
  return fetch(`/hub-entry${pathname}${search}`, init);
};
const result = await runChecks({
  connectionString,
  silentConnectionString,
  tellsReasons: false,
  options: { fetch: sameOrigin },
});
await fetch("/result", { method: "POST", body: JSON.stringify(result) });
