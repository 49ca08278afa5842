import type { CommandNode } from "./command.js";

/** A first word of the command line. */
export interface CatalogueEntry {
  readonly name: string;
  readonly summary: string;
  /** Heading in `nh --help`. */
  readonly group: string;
  /** Commands and the packages that they need are loaded only when used. */
  readonly load: () => Promise<CommandNode>;
}
