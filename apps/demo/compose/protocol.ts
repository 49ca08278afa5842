import type { NativePlatform, Platform } from "@nh/payloads";

/** Everything the page shows when it opens. Later changes arrive as events. */
export interface PageState {
  readonly hub: { readonly name: string; readonly url: string; readonly connectionString: string };
  readonly devices: readonly PageDevice[];
  readonly deliveries: readonly PageDelivery[];
  readonly exchanges: readonly Exchange[];
}

/** One device: all registrations that share a handle. */
export interface PageDevice {
  readonly platform: NativePlatform;
  readonly handle: string;
  /** The demo's own name for it, else the installation ID, else the shortened handle. */
  readonly name: string;
  readonly installationId?: string | undefined;
  readonly userId?: string | undefined;
  readonly tags: readonly string[];
  readonly templates: readonly string[];
}

/** What the hub passed to a device: the fields of the hub's own record that the page shows. */
export interface PageDelivery {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly platform: NativePlatform;
  readonly handle: string;
  readonly template: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly outcome: string;
}

/** One send as it went over the wire, with the signature masked. */
export interface Exchange {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly at: string;
  /** Absent when the library refused the notification before sending it. */
  readonly request?: string | undefined;
  readonly response?: string | undefined;
  readonly status?: number | undefined;
  readonly error?: SendProblem | undefined;
  /** The number of devices that the hub passed the notification to. */
  readonly reached: number;
}

/** Why a send failed, in the words of the library. */
export interface SendProblem {
  readonly name: string;
  readonly code?: string | undefined;
  readonly message: string;
}

/** Who the composer addresses. */
export type ComposedAudience =
  | { readonly kind: "everyone" }
  | { readonly kind: "tags"; readonly tags: readonly string[] }
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "device"; readonly handle: string };

/** What the composer posts. */
export interface ComposedSend {
  readonly platform: Platform;
  readonly payload: string;
  readonly audience: ComposedAudience;
  /** A test send returns the outcome per device. */
  readonly test: boolean;
}
