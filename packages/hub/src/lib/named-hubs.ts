import { ArgumentError } from "./argument-error.js";
import { demandString } from "./check-options.js";
import type { HubContext } from "./context.js";
import type { Hub } from "./hub.js";
import { checkHubName, isNamedHub, type NamedHub } from "./options.js";
import { checkDescription } from "./state/hub-definition.js";
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
      if (!isNamedHub(hub))
        throw new ArgumentError("hub", 'hub must be a description with a name, such as { name: "shop" }.');
      checkHubName(hub.name, "name");
      checkHub(hub, context.options.strict);
      declareHub(context, hub);
    },
    delete(name) {
      demandString("name", name);
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
  checkDescription(hub);
  const fault = strict ? faultOfHub(hub) : undefined;
  if (fault !== undefined) throw new ArgumentError("hub", `The hub ${JSON.stringify(hub.name)} is wrong. ${fault}`);
}
