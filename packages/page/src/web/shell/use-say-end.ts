import { usePage } from "./page-context.js";

/** Says how a piece of work ended: the given words, or why it failed. */
export function useSayEnd(): (work: Promise<unknown>, done: string) => void {
  const { say } = usePage();
  return (work, done) => {
    work.then(
      () => say(done),
      (error: unknown) => say(error instanceof Error ? error.message : String(error), "bad"),
    );
  };
}
