import { patch as builders } from "@nh/wire/plain";

/**
 * Builders of patches for `installations.patch`; each answers the operations for one change, so that several can be joined with spread.
 *
 * It has a module of its own so that `@nh/wire/plain` is loaded at once only by a page that names it.
 */
export const patch: typeof builders = builders;
