import type { NativePlatform } from "@nh/payloads";
import { normalizeTag, type TagExpression } from "@nh/wire";

/**
 * What one send selects from: the native registrations of a platform, or the template registrations
 * of all platforms.
 */
export type Pool = NativePlatform | "template";

/**
 * The registrations that carry one tag. A bare number while there is only one, because most tags
 * (`$InstallationId:…`) never have a second.
 */
type Posting = number | Set<number>;

interface PoolIndex {
  readonly members: Set<number>;
  readonly postings: Map<string, Posting>;
}

/**
 * Finds the registrations that an audience reaches by their tags, without scanning. Registrations
 * are small whole numbers that the caller assigns. The cost of a send depends on how many
 * registrations carry the rarest tag that its expression requires, not on how many devices the hub
 * has. Only an expression made of negations alone (`!a`) walks through a whole pool.
 */
export class AudienceIndex {
  readonly #pools = new Map<Pool, PoolIndex>();
  readonly #ofInstallation: (lowerCaseId: string) => Iterable<number>;

  /**
   * @param ofInstallation Finds the registrations of an installation by its id in lower case. The
   *   tag `$InstallationId:{…}` is looked up through it: every device has one of its own, and
   *   indexing tags that name a single device would cost more than all others together.
   */
  constructor(ofInstallation: (lowerCaseId: string) => Iterable<number> = () => []) {
    this.#ofInstallation = ofInstallation;
  }

  add(id: number, pool: Pool, tags: Iterable<string>): void {
    let index = this.#pools.get(pool);
    if (index === undefined) {
      index = { members: new Set(), postings: new Map() };
      this.#pools.set(pool, index);
    }
    index.members.add(id);
    for (const tag of tags) {
      if (isInstallationTag(tag)) continue;
      const key = normalizeTag(tag);
      const posting = index.postings.get(key);
      if (posting === undefined) index.postings.set(key, id);
      else if (typeof posting !== "number") posting.add(id);
      else if (posting !== id) index.postings.set(key, new Set([posting, id]));
    }
  }

  remove(id: number, pool: Pool, tags: Iterable<string>): void {
    const index = this.#pools.get(pool);
    if (index === undefined) return;
    index.members.delete(id);
    for (const tag of tags) {
      if (isInstallationTag(tag)) continue;
      const key = normalizeTag(tag);
      const posting = index.postings.get(key);
      if (posting === id) index.postings.delete(key);
      else if (typeof posting === "object" && posting.delete(id) && posting.size === 0) index.postings.delete(key);
    }
  }

  /** How many registrations a pool holds. */
  size(pool: Pool): number {
    return this.#pools.get(pool)?.members.size ?? 0;
  }

  /**
   * The registrations of a pool that an expression matches, in the order in which they were added.
   * Without an expression: all of them.
   */
  select(pool: Pool, expression: TagExpression | undefined): readonly number[] {
    const index = this.#pools.get(pool);
    if (index === undefined) return [];
    if (expression === undefined) return [...index.members];
    const node = resolve(expression, (tag) => this.#posting(index, tag));
    const cover = smallestCover(node);
    const candidates = cover === undefined ? index.members : enumerate(cover);
    const matches: number[] = [];
    for (const id of candidates) if (matchesNode(node, id)) matches.push(id);
    return matches.sort(ascending);
  }

  /** The registrations of every pool that carry a tag, in no particular order. */
  withTag(tag: string): readonly number[] {
    const found: number[] = [];
    for (const index of this.#pools.values()) {
      const posting = this.#posting(index, tag);
      if (typeof posting === "number") found.push(posting);
      else if (posting !== undefined) for (const id of posting) found.push(id);
    }
    return found;
  }

  /** How many registrations of a pool carry a tag. */
  count(pool: Pool, tag: string): number {
    const index = this.#pools.get(pool);
    return index === undefined ? 0 : postingSize(this.#posting(index, tag));
  }

  #posting({ members, postings }: PoolIndex, tag: string): Posting | undefined {
    if (!isInstallationTag(tag)) return postings.get(normalizeTag(tag));
    const numbers = this.#ofInstallation(normalizeTag(tag).slice(INSTALLATION_TAG.length, -1));
    return new Set(Array.from(numbers).filter((number) => members.has(number)));
  }
}

const INSTALLATION_TAG = "$installationid:{";

function isInstallationTag(tag: string): boolean {
  return tag.startsWith("$") && normalizeTag(tag).startsWith(INSTALLATION_TAG);
}

/**
 * An expression with its tags already looked up, so that testing a candidate costs only set
 * lookups.
 */
type ResolvedNode =
  | { readonly type: "tag"; readonly posting: Posting | undefined }
  | { readonly type: "not"; readonly operand: ResolvedNode }
  | { readonly type: "and" | "or"; readonly operands: readonly ResolvedNode[] };

function resolve(expression: TagExpression, lookUp: (tag: string) => Posting | undefined): ResolvedNode {
  switch (expression.type) {
    case "tag":
      return { type: "tag", posting: lookUp(expression.tag) };
    case "not":
      return { type: "not", operand: resolve(expression.operand, lookUp) };
    default:
      return { type: expression.type, operands: expression.operands.map((operand) => resolve(operand, lookUp)) };
  }
}

function matchesNode(node: ResolvedNode, id: number): boolean {
  switch (node.type) {
    case "tag":
      return typeof node.posting === "object" ? node.posting.has(id) : node.posting === id;
    case "not":
      return !matchesNode(node.operand, id);
    case "and":
      return node.operands.every((operand) => matchesNode(operand, id));
    case "or":
      return node.operands.some((operand) => matchesNode(operand, id));
  }
}

/**
 * The postings whose union holds every possible match, chosen to contain as few registrations as
 * possible. Undefined when only the whole pool does.
 */
function smallestCover(node: ResolvedNode): readonly (Posting | undefined)[] | undefined {
  switch (node.type) {
    case "tag":
      return [node.posting];
    case "not":
      return undefined;
    case "and": {
      let best: readonly (Posting | undefined)[] | undefined;
      for (const operand of node.operands) {
        const cover = smallestCover(operand);
        if (cover !== undefined && (best === undefined || coverSize(cover) < coverSize(best))) best = cover;
      }
      return best;
    }
    case "or": {
      const union: (Posting | undefined)[] = [];
      for (const operand of node.operands) {
        const cover = smallestCover(operand);
        if (cover === undefined) return undefined;
        union.push(...cover);
      }
      return union;
    }
  }
}

function coverSize(cover: readonly (Posting | undefined)[]): number {
  let size = 0;
  for (const posting of cover) size += postingSize(posting);
  return size;
}

function postingSize(posting: Posting | undefined): number {
  if (posting === undefined) return 0;
  return typeof posting === "number" ? 1 : posting.size;
}

function enumerate(cover: readonly (Posting | undefined)[]): Iterable<number> {
  const only = cover.length === 1 ? cover[0] : undefined;
  if (typeof only === "object") return only;
  const union = new Set<number>();
  for (const posting of cover) {
    if (typeof posting === "number") union.add(posting);
    else if (posting !== undefined) for (const id of posting) union.add(id);
  }
  return union;
}

function ascending(left: number, right: number): number {
  return left - right;
}
