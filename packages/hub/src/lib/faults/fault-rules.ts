import { ArgumentError } from "../argument-error.js";
import { demandString } from "../check-options.js";
import { matchesPush, matchesRequest, type PushFacts, type RequestFacts } from "./fault-match.js";
import type { FaultResponse, FaultRule } from "./fault-rule.js";
import { scenarios } from "./fault-scenarios.js";
import { readFaultRule } from "./read-fault-rule.js";

/** A rule with its id and how often it has acted. */
export interface ActiveFault extends FaultRule {
  readonly id: string;
  readonly hits: number;
}

interface Entry {
  readonly id: string;
  readonly rule: FaultRule;
  hits: number;
}

/**
 * The rules in force. The first one that matches acts. A rule that has acted `count` times is
 * removed.
 */
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
   * Adds a rule and returns its id.
   *
   * @throws {ArgumentError} when a property is wrong. The message names it.
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

  /** Removes a rule. Returns false when no rule has this id. */
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
   * Adds the rules of a named scenario and returns their ids.
   *
   * @throws {ArgumentError} when no scenario has this name. The message lists the known ones.
   */
  scenario(name: string): string[] {
    demandString("name", name);
    const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (scenario === undefined) {
      const known = Object.keys(scenarios).join(", ");
      throw new ArgumentError("name", `Unknown scenario ${JSON.stringify(name)}. Known scenarios: ${known}.`);
    }
    return scenario.rules.map((rule) => this.add(rule));
  }

  /** The names of the scenarios, each with a line about it. */
  scenarios(): { name: string; description: string }[] {
    return Object.entries(scenarios).map(([name, { description }]) => ({ name, description }));
  }

  /** The fault of a request, if a rule acts on it. */
  forRequest(facts: () => RequestFacts): FaultResponse | undefined {
    if (this.#requestRules.length === 0) return undefined;
    const request = facts();
    return this.#act(this.#requestRules, ({ match }) => match === undefined || matchesRequest(match, request));
  }

  /**
   * Whether any rule could apply to a push. Checking once is cheaper than checking each of a
   * thousand devices.
   */
  get mayActOnPushes(): boolean {
    return this.#pushRules.length > 0;
  }

  /** The fault of one push, if a rule acts on it. */
  forPush(push: PushFacts): FaultResponse | undefined {
    return this.#act(this.#pushRules, ({ match }) => match === undefined || matchesPush(match, push));
  }

  /** What {@link forPush} would return, without counting a hit. Ignores `probability`. */
  peekPush(push: PushFacts): FaultResponse | undefined {
    return this.#pushRules.find(({ rule: { match } }) => match === undefined || matchesPush(match, push))?.rule.answer;
  }

  #act(entries: readonly Entry[], matches: (rule: FaultRule) => boolean): FaultResponse | undefined {
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

/**
 * A rule with a platform's reason applies to a push. So does a bare delay whose match names a
 * device.
 */
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
