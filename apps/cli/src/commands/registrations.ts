import { commandGroup } from "../command.js";
import { dedupe } from "./registrations/dedupe.js";
import { create, get, list, remove } from "./registrations/one.js";

export const registrations = commandGroup("registrations, the older model of devices", {
  list,
  get,
  create,
  delete: remove,
  dedupe,
});
