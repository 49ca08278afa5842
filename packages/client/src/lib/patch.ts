import { patch as builders } from "@nh/wire";

/**
 * Builders of patches for `installations.patch`; each answers the operations for one change, so that several can be joined with spread.
 *
 */
export const patch: typeof builders = builders;
