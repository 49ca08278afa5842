import { usePage } from "./page-context.js";
import { reasonOf } from "./reason-of.js";

/** Says how a piece of work ended: the given words, or why it failed. */
export function useSayEnd(): (work: Promise<unknown>, done: string) => void {
  const { say } = usePage();
  return (work, done) => {
    work.then(
      () => say(done),
      (error: unknown) => say(reasonOf(error), "bad"),
    );
  };
}
