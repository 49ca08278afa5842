import { commandGroup } from "../program/command.js";
import { clock } from "./hub/clock.js";
import { exec } from "./hub/exec.js";
import { explain } from "./hub/explain.js";
import { fault } from "./hub/fault.js";
import { reset } from "./hub/reset.js";
import { seed } from "./hub/seed.js";
import { snapshot } from "./hub/snapshot.js";
import { start } from "./hub/start.js";
import { status } from "./hub/status.js";

export const hub = commandGroup("run and control a hub on this machine", {
  start,
  exec,
  status,
  seed,
  reset,
  snapshot,
  clock,
  fault,
  explain,
});
