export { isJsonError, JsonError } from "./lib/json/json-error.js";
export { isJsonNumber, JsonNumber } from "./lib/json/json-number.js";
export { type ExactJson, type ExactJsonObject, parseJson } from "./lib/json/parse-json.js";
export { writeJson } from "./lib/json/write-json.js";
