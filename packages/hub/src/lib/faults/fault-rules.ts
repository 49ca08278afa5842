import type { NativePlatform } from "@nh/payloads";
import { normalizeTag, type Operation } from "@nh/wire";
import { scenarios } from "./fault-scenarios.js";
import { readFaultRule } from "./read-fault-rule.js";

/** Which requests or which pushes a rule touches. What is not given matches everything; all that is given must match. */
export interface FaultMatch {
  /** The operation, such as `send` or `putInstallation`. */
  readonly operation?: Operation | undefined;
  readonly hub?: string | undefined;
  readonly method?: string | undefined;
  /** The beginning of the path, such as `/demo/messages`; letter case does not matter. */
  readonly path?: string | undefined;
  /** The platform of the device, or of the send's format header. */
  readonly platform?: string | undefined;
  /** The device's handle. */
  readonly handle?: string | undefined;
  /** A tag of the device; for a request, a tag that its expression names. */
  readonly tag?: string | undefined;
  readonly installationId?: string | undefined;
}

/** What happens instead of success. At least one of `status`, `reset`, `truncate`, `delayMs` and `reason` is given. */
export interface FaultResponse {
  /** The status to answer with. */
  readonly status?: number | undefined;
  /** The sentence in the error body; one fitting the status by default. An empty one leaves the body empty. */
  readonly detail?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Adds a `Retry-After` header in seconds. */
  readonly retryAfterSeconds?: number | undefined;
  /** Breaks the connection instead of answering. */
  readonly reset?: boolean | undefined;
  /** Sends the answer's headers and half of its body, then breaks the connection. */
  readonly truncate?: boolean | undefined;
  /** Waits this long in real time, then does what the rest of the answer says. With `reason`, or alone with a device in `match`, the push is late. */
  readonly delayMs?: number | undefined;
  /**
   * The push platform refuses the device with this reason, in the platform's own words (`BadDeviceToken`, `UNREGISTERED`),
   * as a status (`"410"`) or as a name of the service's telemetry (`WrongToken`). The request itself succeeds.
   */
  readonly reason?: string | undefined;
  /**
   * How far the request comes before the fault: its `headers` (default) or its `body` are read and nothing is carried out,
   * or `processing` is done and only the answer is lost, which is the case that makes repeating a send dangerous.
   */
  readonly after?: "headers" | "body" | "processing" | undefined;
}

/** A rule as it is given to `hub.faults.add`. */
export interface FaultRule {
  readonly match?: FaultMatch | undefined;
  readonly answer: FaultResponse;
  /** From 0 to 1, how often a match counts; 1 by default. */
  readonly probability?: number | undefined;
  /** How many times the rule acts before it is spent; without limit by default. */
  readonly count?: number | undefined;
}

/** A rule with its id and how often it has acted. */
export interface ActiveFault extends FaultRule {
  readonly id: string;
  readonly hits: number;
}

/** What a request shows before it is carried out. */
export interface RequestFacts {
  readonly operation: Operation | undefined;
  readonly hub: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly platform: string | undefined;
  readonly handle: string | undefined;
  readonly tags: string | undefined;
  readonly installationId: string | undefined;
}

/** What a push shows. */
export interface PushFacts {
  readonly hub: string;
  readonly platform: NativePlatform;
  readonly handle: string;
  readonly tags: readonly string[];
  readonly installationId: string | null;
}

interface Entry {
  readonly id: string;
  readonly rule: FaultRule;
  hits: number;
}

/** The faults that are in force. The first rule that matches acts, and one that is spent is removed. */
export class FaultRules {
  readonly #random: () => number;
  readonly #onChange: () => void;
  #requestRules: Entry[] = [];
  #pushRules: Entry[] = [];
  #sequence = 0;

  constructor(random: () => number, onChange: () => void) {
    this.#random = random;
    this.#onChange = onChange;
  }

  /**
   * Puts a rule in force and answers its id.
   *
   * @throws {TypeError} naming the property that is wrong.
   */
  add(rule: FaultRule): string {
    const checked = readFaultRule(rule);
    const entry: Entry = { id: `fault-${++this.#sequence}`, rule: checked, hits: 0 };
    if (actsOnPush(checked)) this.#pushRules.push(entry);
    else this.#requestRules.push(entry);
    this.#onChange();
    return entry.id;
  }

  list(): ActiveFault[] {
    const entries = [...this.#requestRules, ...this.#pushRules];
    return entries.map(({ id, rule, hits }) => Object.freeze({ id, ...rule, hits }));
  }

  /** Removes a rule; false when there is none of that id. */
  remove(id: string): boolean {
    const before = this.#requestRules.length + this.#pushRules.length;
    this.#requestRules = this.#requestRules.filter((entry) => entry.id !== id);
    this.#pushRules = this.#pushRules.filter((entry) => entry.id !== id);
    const removed = before > this.#requestRules.length + this.#pushRules.length;
    if (removed) this.#onChange();
    return removed;
  }

  clear(): void {
    this.#requestRules = [];
    this.#pushRules = [];
    this.#onChange();
  }

  /**
   * Puts the rules of a named scenario in force and answers their ids.
   *
   * @throws {TypeError} listing the names there are.
   */
  scenario(name: string): string[] {
    const rules = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (rules === undefined) {
      throw new TypeError(
        `There is no scenario ${JSON.stringify(name)}; there are ${Object.keys(scenarios).join(", ")}.`,
      );
    }
    return rules.rules.map((rule) => this.add(rule));
  }

  /** The names of the scenarios with a line about each. */
  scenarios(): { name: string; description: string }[] {
    return Object.entries(scenarios).map(([name, { description }]) => ({ name, description }));
  }

  /** The fault of a request, if any rule strikes. */
  forRequest(facts: () => RequestFacts): FaultResponse | undefined {
    if (this.#requestRules.length === 0) return undefined;
    const request = facts();
    return this.#strike(this.#requestRules, ({ match }) => match === undefined || matchesRequest(match, request));
  }

  /** Whether any rule could touch a push: asking for each of a thousand devices costs more than asking once. */
  get touchPushes(): boolean {
    return this.#pushRules.length > 0;
  }

  /** The fault of one push, if any rule strikes. */
  forPush(push: PushFacts): FaultResponse | undefined {
    return this.#strike(this.#pushRules, ({ match }) => match === undefined || matchesPush(match, push));
  }

  /** What {@link forPush} would find, without using a rule up. Rules with a probability below 1 are taken to strike. */
  peekPush(push: PushFacts): FaultResponse | undefined {
    return this.#pushRules.find(({ rule: { match } }) => match === undefined || matchesPush(match, push))?.rule.answer;
  }

  #strike(entries: readonly Entry[], matches: (rule: FaultRule) => boolean): FaultResponse | undefined {
    for (const entry of entries) {
      const { probability = 1, count = Number.POSITIVE_INFINITY, answer } = entry.rule;
      if (!matches(entry.rule) || (probability < 1 && this.#random() >= probability)) continue;
      entry.hits++;
      if (entry.hits >= count) this.remove(entry.id);
      return answer;
    }
    return undefined;
  }
}

/** A platform's reason concerns one push; so does a bare delay that names a device. */
function actsOnPush({ answer, match }: FaultRule): boolean {
  if (answer.reason !== undefined) return true;
  const bareDelay = answer.status === undefined && answer.reset !== true && answer.truncate !== true;
  const namesDevice = match?.handle !== undefined || match?.installationId !== undefined || match?.tag !== undefined;
  return (
    bareDelay &&
    namesDevice &&
    match?.operation === undefined &&
    match?.method === undefined &&
    match?.path === undefined
  );
}

function matchesRequest(match: FaultMatch, request: RequestFacts): boolean {
  return (
    (match.operation === undefined || match.operation === request.operation) &&
    sameText(match.hub, request.hub) &&
    sameText(match.method, request.method) &&
    (match.path === undefined || request.path.toLowerCase().startsWith(match.path.toLowerCase())) &&
    sameText(match.platform, request.platform) &&
    sameText(match.handle, request.handle) &&
    sameText(match.installationId, request.installationId) &&
    (match.tag === undefined || namesTag(request.tags, match.tag))
  );
}

function matchesPush(match: FaultMatch, push: PushFacts): boolean {
  const { tag } = match;
  return (
    sameText(match.hub, push.hub) &&
    sameText(match.platform, push.platform) &&
    sameText(match.handle, push.handle) &&
    sameText(match.installationId, push.installationId ?? undefined) &&
    (tag === undefined || push.tags.some((candidate) => normalizeTag(candidate) === normalizeTag(tag)))
  );
}

function sameText(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted.toLowerCase() === actual?.toLowerCase();
}

function namesTag(expression: string | undefined, tag: string): boolean {
  return (expression ?? "")
    .toLowerCase()
    .split(/[\s&|!()]+/)
    .includes(normalizeTag(tag));
}
