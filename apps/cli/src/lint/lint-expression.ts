import {
  isTagExpressionError,
  normalizeTag,
  parseTagExpression,
  type TagExpression,
  type TagExpressionError,
} from "@nh/wire";
import type { Finding } from "./finding.js";
import { emailFinding, looksLikeEmail, withoutPlace } from "./lint-tags.js";

/** Finds errors in a tag expression, and likely mistakes. */
export function lintExpression(text: string): readonly Finding[] {
  let expression: TagExpression;
  try {
    expression = parseTagExpression(text);
  } catch (error) {
    if (!isTagExpressionError(error)) throw error;
    return [
      { severity: "error", rule: errorRule(error), where: `column ${error.column}`, message: withoutPlace(error) },
    ];
  }
  return [
    ...personalData(expression),
    ...repeated(expression),
    ...contradictions(expression),
    ...negations(expression),
  ];
}

const errorRule = (error: TagExpressionError) => (error.code === "NH_TAG_LIMIT" ? "tag-limit" : "tag-syntax");

/** Every tag of an expression, in order, with repetitions. */
export function* tagsOf(expression: TagExpression): Iterable<string> {
  if (expression.type === "tag") yield expression.tag;
  else if (expression.type === "not") yield* tagsOf(expression.operand);
  else for (const operand of expression.operands) yield* tagsOf(operand);
}

function* personalData(expression: TagExpression): Iterable<Finding> {
  for (const tag of new Set(tagsOf(expression))) {
    if (looksLikeEmail(tag)) yield emailFinding(tag);
  }
}

function* repeated(expression: TagExpression): Iterable<Finding> {
  const seen = new Set<string>();
  const reported = new Set<string>();
  for (const tag of tagsOf(expression)) {
    const name = normalizeTag(tag);
    if (seen.has(name) && !reported.has(name)) {
      reported.add(name);
      yield {
        severity: "warning",
        rule: "tag-repeated",
        where: tag,
        message: `${tag} appears more than once; each one counts towards the limit`,
      };
    }
    seen.add(name);
  }
}

/** `a && !a` matches no device and `a || !a` every device, at any depth. */
function* contradictions(expression: TagExpression): Iterable<Finding> {
  if (expression.type === "not") yield* contradictions(expression.operand);
  if (expression.type !== "and" && expression.type !== "or") return;
  const wanted = new Set<string>();
  const unwanted = new Set<string>();
  for (const operand of expression.operands) {
    if (operand.type === "tag") wanted.add(normalizeTag(operand.tag));
    else if (operand.type === "not" && operand.operand.type === "tag") unwanted.add(normalizeTag(operand.operand.tag));
    yield* contradictions(operand);
  }
  for (const tag of wanted) {
    if (!unwanted.has(tag)) continue;
    yield expression.type === "and"
      ? {
          severity: "warning",
          rule: "matches-nobody",
          where: tag,
          message: `${tag} is both required and excluded, so no device matches`,
        }
      : {
          severity: "warning",
          rule: "matches-everybody",
          where: tag,
          message: `${tag} is both included and excluded, so every device matches`,
        };
  }
}

function* negations(expression: TagExpression): Iterable<Finding> {
  const onlyNegated =
    expression.type === "not" || (expression.type === "and" && expression.operands.every(({ type }) => type === "not"));
  if (!onlyNegated) return;
  yield {
    severity: "warning",
    rule: "only-exclusions",
    message: "the expression only excludes devices, so every other device gets it, even one without tags",
  };
}
