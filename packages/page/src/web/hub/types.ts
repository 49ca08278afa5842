import type { NativePlatform, Platform } from "@nh/payloads";

// What the control API hands out, as its OpenAPI document describes it. The types are the page's
// own, since the page may not depend on the hub; test/hub-types.test.ts compares them.

/** How a send ended. */
export interface SendFacts {
  readonly notificationId: string;
  /**
   * How many registrations the audience matched, of how many that this kind of send could reach.
   */
  readonly matched: number;
  readonly candidates: number;
  /** How many pushes had each outcome, `Success` or another name of the service's telemetry. */
  readonly outcomes: Readonly<Record<string, number>>;
}

/** One request to the REST API. */
export interface HubRequest {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly url: string;
  readonly operation: string | null;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  /** 0 when a fault broke the connection. */
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly durationMs: number;
  readonly notes: readonly string[];
  readonly send: SendFacts | null;
  /** Whether the token allowed it, or why not. null when it was not checked. */
  readonly access:
    | "allowed"
    | "forbidden"
    | "foreign"
    | "missing"
    | "malformed"
    | "unknown-key"
    | "signature"
    | "expired"
    | "audience"
    | null;
  /** Whether a fault replaced or truncated the response. */
  readonly faulted: boolean;
}

/** One push to one device. */
export interface Delivery {
  readonly id: string;
  readonly at: string;
  readonly hub: string;
  readonly notificationId: string;
  readonly platform: NativePlatform;
  readonly handle: string;
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly tags: readonly string[];
  readonly template: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly outcome: string;
  /** What a real push service said. Missing when the hub only recorded the push. */
  readonly push?: PushReport;
}

/** How a push to a real push service ended. */
export interface PushReport {
  readonly state: string;
  readonly at: string;
  readonly status: number | null;
  readonly reason: string | null;
  readonly hint: string | null;
  readonly id: string | null;
  readonly mayHaveBeenPushed: boolean;
}

/** An installation, or the registrations that share a handle. */
export interface Device {
  readonly hub: string;
  readonly platform: NativePlatform;
  readonly handle: string;
  readonly installationId: string | null;
  readonly userId: string | null;
  readonly registrationIds: readonly string[];
  readonly tags: readonly string[];
  readonly templates: readonly string[];
  readonly pushVariables: Readonly<Record<string, string>>;
  readonly expired: boolean;
}

export type ExplainStep = "audience" | "registration" | "template" | "payload" | "platform";

export interface ExplainedDevice {
  readonly platform: NativePlatform | "";
  readonly handle: string;
  readonly registrationId: string | null;
  readonly installationId: string | null;
  readonly template: string | null;
  readonly tags: readonly string[];
  /** null where the hub explains the audience alone, and the device is part of it. */
  readonly reached: boolean | null;
  readonly steps: readonly { readonly step: ExplainStep; readonly ok: boolean; readonly detail: string }[];
  /** Properties that its template names and the send lacks. */
  readonly missing?: readonly string[];
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Who would be reached by a send, who not, and why. */
export interface Explanation {
  readonly hub: string;
  readonly platform: Platform;
  readonly expression: string | null;
  readonly answer: { readonly status: number; readonly detail: string };
  readonly matched: number;
  readonly candidates: number;
  readonly tagCounts: Readonly<Record<string, number>>;
  readonly summary: string;
  readonly devices: readonly ExplainedDevice[];
}

/** A send to be explained. */
export interface ExplainInput {
  readonly hub: string;
  readonly platform: Platform;
  readonly audience?: string | null | undefined;
  readonly body?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly limit?: number | undefined;
}

export interface ActiveFault {
  readonly id: string;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly match?: Readonly<Record<string, string>>;
  readonly probability?: number;
  /** How many times it still strikes; without it until it is removed. */
  readonly count?: number;
  readonly hits: number;
}

export interface Scenario {
  readonly name: string;
  readonly description: string;
}

export interface ClockState {
  readonly now: string;
  readonly frozen: boolean;
}

export interface HubCount {
  readonly name: string;
  readonly installations: number;
  readonly registrations: number;
}

/** How programs reach the hub. */
export interface Connection {
  readonly hub: string;
  readonly connectionString: string;
  /** null without HTTPS. */
  readonly tlsConnectionString: string | null;
  readonly certificatePath: string | null;
  /** With which a browser subscribes. null when the hub does not push to browsers. */
  readonly pushKey: string | null;
}
