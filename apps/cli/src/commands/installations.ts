import { commandGroup } from "../program/command.js";
import { exportAll, importAll, list } from "./installations/import.js";
import { patch, tag } from "./installations/patch.js";
import { get, put, remove } from "./installations/put.js";

export const installations = commandGroup("devices with their tags and templates", {
  put,
  get,
  patch,
  delete: remove,
  list,
  export: exportAll,
  import: importAll,
  tag,
});
