import type { FcmV1Credential, HubCredentials, HubDescription } from "@nh/wire";

/**
 * The service account of a Firebase project, as Google's console gives it in a JSON file. Other
 * fields are ignored.
 */
export interface ServiceAccount {
  /** `service_account`. */
  readonly type: string;
  readonly project_id: string;
  /** PEM. A secret. */
  readonly private_key: string;
  readonly client_email: string;
}

/**
 * The credentials of a hub, as a program or a file has them: the key of APNs with or without its
 * frame, and the service account of Firebase unchanged.
 */
export interface CredentialSettings extends Omit<HubCredentials, "fcmV1"> {
  /** A service account: Google's JSON as a string or an object, or the three members of it. */
  readonly fcmV1?: FcmV1Credential | ServiceAccount | string | undefined;
}

/** What a hub is created or updated with. A description that `get` returned is one, too. */
export interface HubSettings extends Omit<HubDescription, "credentials"> {
  readonly credentials?: CredentialSettings | undefined;
}
