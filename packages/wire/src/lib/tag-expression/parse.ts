import { ArgumentError } from "../argument-error.js";
import { checkTagAt, tagLimits } from "./tag.js";
import { TagExpressionError } from "./tag-expression-error.js";
import type { TagExpression } from "./types.js";

/**
 * Deeper nesting is a mistake or an attack. The limit keeps the recursion from exhausting the
 * stack.
 */
const MAX_DEPTH = 100;

/**
 * A tag, or what was meant as one, with the signs that only `$InstallationId:{…}` and `$UserId:{…}`
 * have.
 */
const tagText = /[\w@#.:${}=-]+/y;

/**
 * Parses a tag expression: tags joined by `&&` and `||`, negated by `!`, and grouped by
 * parentheses. The service does not document precedence. As in most languages, `!` binds tighter
 * than `&&`, and `&&` tighter than `||`.
 *
 * @param options.limits Whether to refuse what exceeds `tagLimits`: more than 20 tags with
 * `||` alone, more than 6 otherwise. Default true.
 *
 * @throws {TagExpressionError} when it is not a valid expression, with the column of the fault.
 * @throws {ArgumentError} when it is not a string.
 *
 * @example
 * parseTagExpression("(red || blue) && !muted").type; // "and"
 */
export function parseTagExpression(text: string, options?: { limits?: boolean | undefined }): TagExpression {
  if (typeof text !== "string") throw new ArgumentError("text", "A tag expression must be a string.");
  const parser = new Parser(text);
  const expression = parser.parse();
  if (options?.limits !== false) parser.checkCount();
  return expression;
}

class Parser {
  readonly #text: string;
  #position = 0;
  #depth = 0;
  #tagCount = 0;
  /** Where the first tag beyond each limit begins. */
  #beyondMixed = 0;
  #beyondOrOnly = 0;
  #orOnly = true;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): TagExpression {
    this.#skipSpace();
    if (this.#position === this.#text.length) throw this.#fault("A tag expression cannot be empty");
    const expression = this.#or();
    if (this.#position < this.#text.length) throw this.#unexpected();
    return expression;
  }

  checkCount(): void {
    const limit = this.#orOnly ? tagLimits.orOnly : tagLimits.mixed;
    if (this.#tagCount <= limit) return;
    throw new TagExpressionError({
      code: "NH_TAG_LIMIT",
      text: this.#text,
      column: (this.#orOnly ? this.#beyondOrOnly : this.#beyondMixed) + 1,
      rule: `An expression ${this.#orOnly ? "with only ||" : "with && or !"} may name at most ${limit} tags; this one names ${this.#tagCount}`,
    });
  }

  #or(): TagExpression {
    return this.#compound("or", "|", () => this.#compound("and", "&", () => this.#unary()));
  }

  #compound(type: "and" | "or", sign: "&" | "|", next: () => TagExpression): TagExpression {
    const first = next();
    if (!this.#operator(sign)) return first;
    if (type === "and") this.#orOnly = false;
    const operands = [first];
    do operands.push(next());
    while (this.#operator(sign));
    return { type, operands, start: first.start, end: operands.at(-1)?.end ?? first.end };
  }

  #operator(sign: "&" | "|"): boolean {
    if (this.#text[this.#position] !== sign) return false;
    if (this.#text[this.#position + 1] !== sign) throw this.#fault(`Write ${sign}${sign} instead of ${sign}`);
    this.#position += 2;
    this.#skipSpace();
    return true;
  }

  #unary(): TagExpression {
    const start = this.#position;
    const character = this.#text[start];
    if (character !== "!" && character !== "(") return this.#tag();
    if (++this.#depth > MAX_DEPTH) {
      throw this.#fault(`An expression may be nested at most ${MAX_DEPTH} levels deep`, "NH_TAG_LIMIT");
    }
    this.#position++;
    this.#skipSpace();
    const node = character === "!" ? this.#not(start) : this.#group(start);
    this.#depth--;
    return node;
  }

  #not(start: number): TagExpression {
    this.#orOnly = false;
    const operand = this.#unary();
    return { type: "not", operand, start, end: operand.end };
  }

  #group(start: number): TagExpression {
    const inner = this.#or();
    if (this.#position === this.#text.length) {
      throw this.#fault(`The parenthesis opened at column ${start + 1} is never closed`);
    }
    if (this.#text[this.#position] !== ")") throw this.#unexpected();
    this.#position++;
    const node = { ...inner, start, end: this.#position };
    this.#skipSpace();
    return node;
  }

  #tag(): TagExpression {
    const text = this.#text;
    const start = this.#position;
    tagText.lastIndex = start;
    const tag = tagText.exec(text)?.[0];
    if (tag === undefined) throw this.#unexpectedOperand();
    const end = start + tag.length;
    checkTagAt(tag, text, start);
    this.#tagCount++;
    if (this.#tagCount === tagLimits.mixed + 1) this.#beyondMixed = start;
    if (this.#tagCount === tagLimits.orOnly + 1) this.#beyondOrOnly = start;
    this.#position = end;
    this.#skipSpace();
    return { type: "tag", tag, start, end };
  }

  #skipSpace(): void {
    const text = this.#text;
    while (text[this.#position] === " " || text[this.#position] === "\t") this.#position++;
  }

  #unexpectedOperand(): TagExpressionError {
    const character = this.#text[this.#position];
    if (character === undefined) return this.#fault("Expected a tag at the end of the expression");
    if ("&|)".includes(character)) return this.#fault(`Expected a tag before ${JSON.stringify(character)}`);
    return this.#badCharacter();
  }

  #unexpected(): TagExpressionError {
    const character = this.#text[this.#position] ?? "";
    if (character === ")") return this.#fault("This parenthesis was never opened");
    if (character === "," || !/[\w@#.:$(!-]/.test(character)) return this.#badCharacter();
    return this.#fault("Expected && or || between two tags");
  }

  #badCharacter(): TagExpressionError {
    const character = String.fromCodePoint(this.#text.codePointAt(this.#position) ?? 0);
    if (character === ",") return this.#fault("Join tags with ||, not with a comma");
    return this.#fault(
      `${JSON.stringify(character)} cannot be part of a tag; use ASCII letters and digits and _ @ # . : -`,
    );
  }

  #fault(rule: string, code: "NH_TAG_SYNTAX" | "NH_TAG_LIMIT" = "NH_TAG_SYNTAX"): TagExpressionError {
    return new TagExpressionError({ code, text: this.#text, column: this.#position + 1, rule });
  }
}
