import { commandGroup } from "../program/command.js";
import { remove } from "./installations/delete.js";
import { exportAll } from "./installations/export.js";
import { get } from "./installations/get.js";
import { importAll } from "./installations/import.js";
import { list } from "./installations/list.js";
import { patch } from "./installations/patch.js";
import { put } from "./installations/put.js";
import { tag } from "./installations/tag.js";

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
