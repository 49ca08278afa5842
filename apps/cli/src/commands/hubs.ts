import { commandGroup } from "../program/command.js";
import { apply } from "./hubs/apply.js";
import { create } from "./hubs/create.js";
import { remove } from "./hubs/delete.js";
import { get } from "./hubs/get.js";
import { keys } from "./hubs/keys.js";
import { list } from "./hubs/list.js";
import { update } from "./hubs/update.js";

export const hubs = commandGroup("create, configure and list hubs, and their keys", {
  list,
  get,
  create,
  update,
  apply,
  delete: remove,
  keys,
});
