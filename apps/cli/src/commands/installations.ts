import { commandGroup } from "../command.js";
import { exportAll, importAll, list } from "./installations/many.js";
import { get, put, remove } from "./installations/one.js";
import { patch, tag } from "./installations/patch.js";

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
