export { decodeNotificationOutcome } from "@nh/wire";
