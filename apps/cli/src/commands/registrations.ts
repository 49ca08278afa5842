import { commandGroup } from "../program/command.js";
import { create } from "./registrations/create.js";
import { dedupe } from "./registrations/dedupe.js";
import { remove } from "./registrations/delete.js";
import { get } from "./registrations/get.js";
import { list } from "./registrations/list.js";

export const registrations = commandGroup("registrations, the older model of devices", {
  list,
  get,
  create,
  delete: remove,
  dedupe,
});
