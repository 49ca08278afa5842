/**
 * Which file this is, `imports` in package.json decides by the runtime: node/open-journal.ts under
 * Node, no-journal.ts elsewhere.
 */
declare module "#open-journal" {
  import type { Journal, JournalScope } from "./journal.js";
  export const openJournal: ((path: string, scope: JournalScope) => Promise<Journal>) | undefined;
}
