/** The table of all operations, in a module that is imported when something else than a send needs it. */
export { routeOf } from "@nh/wire";
