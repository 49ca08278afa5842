import type { Right } from "../routes.js";
import type { HubCredentials } from "./credential-types.js";

/**
 * How long a registration lives after it was created or last renewed. The service's minimum is one
 * day.
 */
export type RegistrationTtl = "never" | { readonly days: number } | { readonly seconds: number };

/** A shared access policy of a hub: a key with its rights. */
export interface AuthorizationRule {
  /** At most 256 characters. */
  readonly name: string;
  /** Manage includes Send and Listen, and the service demands that all three are listed. */
  readonly rights: readonly Right[];
  /** The base64 of 32 bytes. A secret. */
  readonly primaryKey: string;
  /** The base64 of 32 bytes. A secret. */
  readonly secondaryKey?: string | undefined;
  /** ISO 8601, with seven fraction digits. Written by the service only. */
  readonly createdTime?: string | undefined;
  /** ISO 8601, with seven fraction digits. Written by the service only. */
  readonly modifiedTime?: string | undefined;
  readonly issuerName?: string | undefined;
  /** Undefined for `SharedAccessKey`, the only type that is documented. */
  readonly claimType?: string | undefined;
  /** Undefined for `None`, the only value that is documented. */
  readonly claimValue?: string | undefined;
  /** Undefined for 0. */
  readonly revision?: number | undefined;
  /** Elements that this version does not know, each as XML. They are written back at the end. */
  readonly unknownElements?: readonly string[] | undefined;
}

/**
 * A notification hub as the namespace's management operations read and write it. An update replaces
 * the whole description: what it does not contain is reset.
 */
export interface HubDescription {
  /** In responses only; a request has it in its path. At most 260 characters. */
  readonly name?: string | undefined;
  /** The service writes it in every response, and `never` by default. */
  readonly registrationTtl?: RegistrationTtl | undefined;
  /** At most 1,024 characters. */
  readonly userMetadata?: string | undefined;
  /**
   * Whether the service refuses every operation on the hub's devices and notifications with 403.
   */
  readonly disabled?: boolean | undefined;
  /**
   * A hub that is created without rules gets two: `DefaultListenSharedAccessSignature` and
   * `DefaultFullSharedAccessSignature`.
   */
  readonly authorizationRules?: readonly AuthorizationRule[] | undefined;
  readonly credentials?: HubCredentials | undefined;
  /** Counted by the service; not written in requests. */
  readonly dailyOperations?: number | undefined;
  /** Counted by the service; not written in requests. */
  readonly dailyMaxActiveDevices?: number | undefined;
  /** Counted by the service; not written in requests. */
  readonly dailyMaxActiveRegistrations?: number | undefined;
  /** Counted by the service; not written in requests. */
  readonly dailyPushes?: number | undefined;
  /** Counted by the service; not written in requests. */
  readonly dailyApiCalls?: number | undefined;
  /** Elements that this version does not know, each as XML. They are written back at the end. */
  readonly unknownElements?: readonly string[] | undefined;
}
