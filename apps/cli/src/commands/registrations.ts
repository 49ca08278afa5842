import { commandGroup } from "../program/command.js";
import { dedupe } from "./registrations/dedupe.js";
import { create, get, list, remove } from "./registrations/list.js";

export const registrations = commandGroup("registrations, the older model of devices", {
  list,
  get,
  create,
  delete: remove,
  dedupe,
});
