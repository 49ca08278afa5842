/**
 * Everything that reads or writes XML, in one module that is imported when it is first needed: a program that only sends never loads
 * the parser.
 */
export {
  decodeJobEntry,
  decodeJobFeed,
  decodeNotificationDetails,
  decodePnsFeedback,
  decodeRegistrationEntry,
  decodeRegistrationFeed,
  encodeJobEntry,
  encodeRegistrationEntry,
} from "@nh/wire";
export { decodeBlobList } from "./blobs/blob-list.js";
