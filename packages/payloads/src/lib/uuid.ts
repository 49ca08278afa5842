import { matching, type Rule } from "./json/rule.js";

/** A UUID with hyphens, in any letter case (RFC 9562 section 4). */
export const uuid: Rule = matching("a UUID", /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i);
