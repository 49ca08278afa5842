/**
 * The names that APNs reads in `aps` (Apple, "Generating a remote notification", table "Payload key
 * reference").
 */
const apsNames: ReadonlySet<string> = new Set([
  "alert",
  "badge",
  "sound",
  "category",
  "thread-id",
  "content-available",
  "mutable-content",
  "target-content-id",
  "interruption-level",
  "relevance-score",
  "filter-criteria",
]);

/**
 * The parts of `aps` that stand beside it, where they are data for the app and nothing that iOS
 * shows.
 */
export function namesBesideAps(document: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(document).filter((name) => apsNames.has(name));
}
