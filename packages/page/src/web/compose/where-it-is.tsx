import { useHub } from "../hub/use-hub.js";
import { requestLinks } from "../shell/id-links.js";
import { usePage } from "../shell/page-context.js";
import { formatRoute } from "../shell/route.js";
import { type DraftEnd, isLogged } from "./send-draft.js";

/** Where the requests of a send are: in the list beside the composer, or one link away. */
export function WhereItIs({ end }: { end: DraftEnd }) {
  const { route } = usePage();
  const ends = Object.values(end.platforms);
  const [logged, ...more] = (ends.length > 0 ? ends : [end]).filter(isLogged);
  const name = more.length > 0 ? undefined : logged?.trackingId;
  // The page hears of a request a moment after its response.
  const known = useHub(({ requests }) => (name === undefined ? undefined : requestLinks(requests).get(name)));
  if (logged === undefined) return null;
  const several = more.length > 0;
  if (route.view === "activity") return <> The {several ? "requests are" : "request is"} in the list.</>;
  return (
    <>
      {" "}
      <a href={known ?? formatRoute({ view: "activity" })}>See the {several ? "requests" : "request"} in Activity.</a>
    </>
  );
}
