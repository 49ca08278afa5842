/* Tags and tag expressions: reading and checking them, and nothing of the protocol around them. */
export { isTagExpressionError, TagExpressionError, type TagExpressionErrorCode } from "./lib/tag-expression/error.js";
export { parseTagExpression } from "./lib/tag-expression/parse.js";
export { checkTag, normalizeTag } from "./lib/tag-expression/tag.js";
export type { TagExpression } from "./lib/tag-expression/types.js";
