export type { NativePlatform } from "@nh/payloads";
export type { Operation, Right } from "@nh/wire";
export { ArgumentError, isArgumentError } from "./lib/argument-error.js";
export { createHub } from "./lib/create-hub.js";
export type { DeliverOptions, VapidCredential } from "./lib/deliver/deliver-options.js";
export { openServiceClient } from "./lib/deliver/open-client.js";
export type {
  AllowedHosts,
  DeliverablePlatform,
  PushServices,
  ServiceClient,
  ServiceResult,
  ServiceServers,
} from "./lib/deliver/push-services.js";
export type { HubEvent, HubEventListener } from "./lib/events.js";
export type { FaultMatch, FaultResponse, FaultRule } from "./lib/faults/fault-rule.js";
export type { ActiveFault } from "./lib/faults/fault-rules.js";
export { ConnectionReset, isConnectionReset } from "./lib/http/connection-reset.js";
export type { AccessVerdict } from "./lib/http/policy-set.js";
export type { ListRequestsOptions, RequestRecord, SendFacts } from "./lib/http/request-log.js";
export type { Hub } from "./lib/hub.js";
export type { Device, ListDevicesOptions } from "./lib/inspect/devices.js";
export type { ExplainedDevice, ExplainOptions, ExplainStep, Explanation } from "./lib/inspect/explanation.js";
export {
  developmentListenPolicy,
  developmentPolicy,
  type HubOptions,
  type NamedHub,
  type Policy,
  type Tier,
} from "./lib/options.js";
export type { Delivery } from "./lib/pushes/delivery.js";
export type { DeliveryFilter } from "./lib/pushes/delivery-filter.js";
export type { ListDeliveriesOptions } from "./lib/pushes/delivery-log.js";
export { DeliveryTimeoutError, isDeliveryTimeoutError, type WaitForOptions } from "./lib/pushes/delivery-wait.js";
export type { PushReport, PushReportState } from "./lib/pushes/push-report.js";
export type { SnapshotSource } from "./lib/snapshot/snapshot-transfer.js";
export type { Clock } from "./lib/state/clock.js";
export type { BlobFacts, BlobStore } from "./lib/store/blob-store.js";
export type { RecordChange, RecordReplacement, RecordStore, StoredRecord } from "./lib/store/record-store.js";
