import { useHub } from "../hub/use-hub.js";
import { requestLinks } from "../shell/id-links.js";
import { usePage } from "../shell/page-context.js";
import { formatRoute } from "../shell/route.js";
import type { DraftEnd } from "./send-draft.js";

/** Where the requests of a send stand: in the list beside the composer, or one link away. */
export function WhereItIs({ end: { trackingId, platforms } }: { end: DraftEnd }) {
  const { route } = usePage();
  const links = requestLinks(useHub((state) => state.requests));
  const several = Object.values(platforms).some(({ tone }) => tone !== "bad");
  if (trackingId === undefined && !several) return null;
  if (route.view === "activity") return <> The {several ? "requests are" : "request is"} in the list.</>;
  // The page hears of a request a moment after its response. Several requests share no address.
  const href = (trackingId && links.get(trackingId)) ?? formatRoute({ view: "activity" });
  return (
    <>
      {" "}
      <a href={href}>See the {several ? "requests" : "request"} in Activity.</a>
    </>
  );
}
