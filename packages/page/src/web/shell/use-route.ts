import { useCallback, useEffect, useState } from "preact/hooks";
import { formatRoute, parseRoute, type Route } from "./route.js";

/**
 * The route of the address, and how to go elsewhere. The draft stays where it is not given anew.
 */
export function useRoute(): readonly [Route, (to: Partial<Route>, how?: "push" | "replace") => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const read = ({ oldURL }: HashChangeEvent) => {
      const next = parseRoute(location.hash);
      // A link to another view says nothing of the draft, which is not to be lost by it.
      const { draft } = parseRoute(new URL(oldURL).hash);
      const kept = { ...next, draft: next.draft ?? draft };
      history.replaceState(null, "", formatRoute(kept));
      setRoute(kept);
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const go = useCallback((to: Partial<Route>, how: "push" | "replace" = "push") => {
    const now = parseRoute(location.hash);
    const next: Route = { ...now, ...(to.view === undefined || to.view === now.view ? {} : { id: undefined }), ...to };
    const fragment = formatRoute(next);
    if (fragment === location.hash) return;
    if (how === "push") history.pushState(null, "", fragment);
    else history.replaceState(null, "", fragment);
    setRoute(next);
  }, []);
  return [route, go];
}
