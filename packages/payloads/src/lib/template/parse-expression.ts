import type { Expression, LiteralTerm, PropertyTerm } from "./expression.js";
import { propertyNameLimit, propertyNamePattern } from "./property-name.js";

/** Reports a mistake at an index of the expression; never returns. */
type ExpressionFailure = (reason: string, index: number) => never;

const forms: Readonly<Record<string, PropertyTerm["form"]>> = {
  $: "value",
  ".": "ellipsis",
  "%": "uri",
  "#": "number",
};
const greatestLength = 2_147_483_647;

/** Whether a value is an expression, which its first character tells. */
function isExpression(value: string): boolean {
  switch (value.charCodeAt(0)) {
    case 0x24: // $
    case 0x2e: // .
    case 0x25: // %
    case 0x23: // #
    case 0x7b: // {
      return true;
    default:
      return false;
  }
}

/**
 * Reads a whole value as an expression; `undefined` for a literal.
 *
 * The grammar is that of Notification Hubs "Templates" and of the check in Azure's .NET SDK, which
 * also allows `+` without braces and a default: `$(name:{text})`.
 */
export function parseExpression(value: string, fail: ExpressionFailure): Expression | undefined {
  if (!isExpression(value)) return undefined;
  const braced = value[0] === "{";
  if (braced && (value.length < 2 || value.at(-1) !== "}")) {
    const isText = !/[$.%#]\(/.test(value);
    const advice = isText ? `; fixed text is written {'${value.slice(0, 20).replaceAll("'", "''")}'}` : "";
    fail(`an expression that begins with { must end with }${advice}`, value.length);
  }
  const reader = new ExpressionReader(value, braced ? 1 : 0, braced ? value.length - 1 : value.length, fail);
  const terms = reader.readTerms();
  const number = terms.find((term) => term.type === "property" && term.form === "number");
  if (number !== undefined && (braced || terms.length > 1)) {
    fail("#(…) must be the whole value, without braces and without +", number.start);
  }
  return { terms, braced };
}

function endsName(code: number): boolean {
  return code === 0x29 || code === 0x2c || code === 0x3a; // ) , :
}

const joinAdvice = "join text and expressions as {'text' + $(name)}";

class ExpressionReader {
  constructor(
    private readonly text: string,
    private index: number,
    private readonly end: number,
    private readonly fail: ExpressionFailure,
  ) {}

  readTerms(): (PropertyTerm | LiteralTerm)[] {
    const terms: (PropertyTerm | LiteralTerm)[] = [];
    for (;;) {
      this.skipSpace();
      terms.push(this.readTerm());
      this.skipSpace();
      if (this.index >= this.end) return terms;
      if (this.text[this.index] !== "+") {
        const isCut = this.text[this.index - 1] === "'" && /\w/.test(this.text.charAt(this.index));
        const advice = isCut ? "double an apostrophe within a literal, as in {'It''s'}" : joinAdvice;
        this.fail(`only + may follow; ${advice}`, this.index);
      }
      this.index++;
    }
  }

  private readTerm(): PropertyTerm | LiteralTerm {
    const start = this.index;
    const sign = start < this.end ? this.text[start] : undefined;
    if (sign === "'" || sign === '"') return this.readLiteral(sign);
    const form = sign === undefined ? undefined : forms[sign];
    if (sign === undefined || form === undefined) {
      const name = /^\w+/.exec(this.text.slice(start, this.end))?.[0];
      const advice = name === undefined ? "" : `; write $(${name}) for a property, '${name}' for fixed text`;
      return this.fail(`expected $(name), .(name, n), %(name), #(name) or a literal in quotes${advice}`, start);
    }
    if (start + 1 >= this.end || this.text[start + 1] !== "(") {
      if (/^\$body/i.test(this.text.slice(start, start + 5))) this.fail("$body is not supported", start);
      const literal = `{'${this.text.slice(0, 20).replaceAll("'", "''")}${this.text.length > 20 ? "…" : ""}'}`;
      this.fail(`expected ( after ${sign}; fixed text that begins with ${sign} is written ${literal}`, start + 1);
    }
    this.index = start + 2;
    const name = this.readName();
    const fallback = this.readFallback();
    this.skipSpace();
    const length = this.readLength(sign);
    if (this.index >= this.end || this.text[this.index] !== ")")
      this.fail("expected )", Math.min(this.index, this.end));
    this.index++;
    return { type: "property", name, key: name.toLowerCase(), form, length, fallback, start };
  }

  private readLiteral(quote: string): LiteralTerm {
    const start = this.index;
    let value = "";
    let from = start + 1;
    for (;;) {
      const close = this.text.indexOf(quote, from);
      if (close === -1 || close >= this.end)
        this.fail(`a literal that begins with ${quote} must end with ${quote}`, start);
      value += this.text.slice(from, close);
      this.index = close + 1;
      // A doubled quote stands for one and does not end the literal.
      if (this.index >= this.end || this.text[this.index] !== quote) return { type: "literal", value, start };
      value += quote;
      from = close + 2;
    }
  }

  private readName(): string {
    this.skipSpace();
    const start = this.index;
    while (this.index < this.end && !endsName(this.text.charCodeAt(this.index))) this.index++;
    const name = this.text.slice(start, this.index).trimEnd();
    if (this.index >= this.end) this.fail("expected )", this.end);
    if (name === "") this.fail("expected the name of a property", start);
    if (name.length > propertyNameLimit) {
      this.fail(`a property name has at most ${propertyNameLimit} characters`, start);
    }
    if (!propertyNamePattern.test(name)) {
      this.fail("a property name has only letters, digits and _", start + name.search(/[^A-Za-z0-9_]/));
    }
    return name;
  }

  private readFallback(): string | undefined {
    if (this.text[this.index] !== ":") return undefined;
    const start = this.index;
    if (start + 1 >= this.end || this.text[start + 1] !== "{") this.fail("a default is written :{text}", start);
    let value = "";
    for (let index = start + 2; index < this.end; index++) {
      const character = this.text.charAt(index);
      if (character === "}") {
        this.index = index + 1;
        return value;
      }
      const next = this.text[index + 1];
      if (character === "\\" && (next === "}" || next === "\\")) {
        value += next;
        index++;
      } else {
        value += character;
      }
    }
    return this.fail("a default that begins with :{ must end with }; a } within it is written \\}", start);
  }

  private readLength(sign: string): number | undefined {
    const start = this.index;
    if (this.text[start] !== "," || start >= this.end) {
      if (sign === ".") this.fail(".(name, n) needs a length", start);
      return undefined;
    }
    if (sign === "%" || sign === "#") this.fail(`${sign}(name) takes no length`, start);
    this.index++;
    this.skipSpace();
    const numberStart = this.index;
    while (this.index < this.end && /[0-9]/.test(this.text.charAt(this.index))) this.index++;
    const digits = this.text.slice(numberStart, this.index);
    const length = Number(digits);
    if (digits === "" || length > greatestLength) {
      this.fail(`the length must be a whole number from 0 to ${greatestLength}`, numberStart);
    }
    this.skipSpace();
    return length;
  }

  private skipSpace(): void {
    while (this.index < this.end) {
      const code = this.text.charCodeAt(this.index);
      // No printable character of ASCII is a space; only the others need the slow test.
      if (code > 0x20 && code < 0x7f) return;
      if (!/\s/.test(this.text.charAt(this.index))) return;
      this.index++;
    }
  }
}
