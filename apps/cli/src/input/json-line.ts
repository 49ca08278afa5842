/** The way to a value in a JSON document: names of members and indexes of items. */
export type JsonPath = readonly (string | number)[];

/** `hubs[0].credentials.wns`, as messages write a path. */
export function formatPath(path: JsonPath): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

/** Reads what {@link formatPath} writes. */
export function parsePath(text: string): JsonPath {
  return text.split(/[.[\]]+/).flatMap((step) => (step === "" ? [] : [/^\d+$/.test(step) ? Number(step) : step]));
}

/**
 * The line, from 1, on which a value stands in a valid JSON text. For a path that leads to nothing:
 * the line of the nearest value around it.
 */
export function lineOfPath(text: string, path: JsonPath): number {
  let place: Place = { at: skipBlank(text, 0), value: skipBlank(text, 0) };
  for (const step of path) {
    const child = findChild(text, place.value, step);
    if (child === undefined) break;
    place = child;
  }
  return text.slice(0, place.at).split("\n").length;
}

/** Where an entry of an object or array begins, and where its value begins. */
interface Place {
  readonly at: number;
  readonly value: number;
}

/** The last one of a name counts, as for `JSON.parse`. */
function findChild(text: string, container: number, step: string | number): Place | undefined {
  let found: Place | undefined;
  const isObject = text[container] === "{";
  if (!isObject && text[container] !== "[") return undefined;
  let position = skipBlank(text, container + 1);
  for (let index = 0; position < text.length && !/[\]}]/.test(text[position] ?? ""); index++) {
    const at = position;
    let key: unknown = index;
    if (isObject) {
      const end = skipValue(text, position);
      key = JSON.parse(text.slice(position, end));
      position = skipBlank(text, skipBlank(text, end) + 1);
    }
    if (key === step) found = { at, value: position };
    position = skipBlank(text, skipValue(text, position));
    if (text[position] === ",") position = skipBlank(text, position + 1);
  }
  return found;
}

/** The position behind a value. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  let position = start;
  do {
    const token = matchAt(/"(?:[^"\\]|\\.)*"|[{[]|[}\]]|[,:]|[^\s"{}[\],:]+/y, text, position);
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    position += Math.max(token.length, 1);
    if (depth > 0) position = skipBlank(text, position);
  } while (depth > 0 && position < text.length);
  return position;
}

function skipBlank(text: string, position: number): number {
  return position + matchAt(/\s*/y, text, position).length;
}

function matchAt(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? "";
}
