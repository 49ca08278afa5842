import { commandGroup } from "../program/command.js";
import { fcmV1 } from "./migrate/fcm-v1.js";

export const migrate = commandGroup("move devices to the successor of their platform", { "fcm-v1": fcmV1 });
