/**
 * Where a node is in the expression: `start` inclusive, `end` exclusive, counted from 0 in
 * UTF-16 units.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One tag. */
export interface TagNode extends Span {
  readonly type: "tag";
  /** As it is spelled in the expression; compare through `normalizeTag`. */
  readonly tag: string;
}

/** `!operand`. */
export interface NotNode extends Span {
  readonly type: "not";
  readonly operand: TagExpression;
}

/** `a && b && …` or `a || b || …`, with two or more operands. */
export interface CompoundNode extends Span {
  readonly type: "and" | "or";
  readonly operands: readonly TagExpression[];
}

/** A parsed tag expression. */
export type TagExpression = TagNode | NotNode | CompoundNode;
