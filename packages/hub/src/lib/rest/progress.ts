import type { Operation } from "@nh/wire";
import type { AccessVerdict } from "../http/policy-set.js";
import type { RequestAddress } from "../http/request-address.js";
import type { RequestHeaders } from "../http/request-headers.js";
import type { Note, SendFacts } from "../http/request-log.js";
import type { RestRequest } from "../http/rest-request.js";
import type { Tracking } from "../http/rest-response.js";

/** What the log and the fault rules see of a request while it runs. */
export interface Progress extends Tracking {
  readonly request: RestRequest;
  readonly headers: RequestHeaders;
  readonly url: RequestAddress;
  readonly notes: Note[];
  operation: Operation | undefined;
  body: string | undefined;
  send: SendFacts | undefined;
  /** What came of the check of the token. Undefined where none was made. */
  access: AccessVerdict | undefined;
  /** Whether a fault replaced or truncated the response. */
  faulted: boolean;
}
