import type { HubContext } from "./context.js";
import type { Hub } from "./hub.js";
import { checkHubName, type NamedHub } from "./options.js";
import { faultOfHub } from "./writes/hub-check.js";
import { declareHub, isBare, removeHub } from "./writes/hub-write.js";

/** The hubs of a namespace, for code in the same process. */
export function namedHubs(context: HubContext): Hub["hubs"] {
  return {
    list: () =>
      Array.from(context.state.hubs(), ({ name }) => ({
        ...structuredClone(context.state.definition(name)?.description),
        name,
      })),
    put: (hub) => {
      checkHub(hub, context.options.strict);
      declareHub(context, hub);
    },
    delete(name) {
      const exists = context.state.find(name) !== undefined;
      if (exists) removeHub(context, name);
      return exists;
    },
  };
}

/** Creates the hubs that the options declare, and describes those that a store already holds. */
export function declareHubs(context: HubContext): void {
  const { hubs = [], strict } = context.options;
  for (const hub of hubs) checkHub(hub, strict);
  for (const hub of hubs) {
    if (isBare(hub)) context.state.open(hub.name);
    else declareHub(context, hub);
  }
}

function checkHub(hub: NamedHub, strict: boolean): void {
  checkHubName(hub.name);
  const fault = strict ? faultOfHub(hub) : undefined;
  if (fault !== undefined) throw new TypeError(`The hub ${JSON.stringify(hub.name)} is wrong. ${fault}`);
}
