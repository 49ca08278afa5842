import { utf8ByteLength } from "@nh/payloads";

export interface FieldSize {
  readonly field: string;
  readonly bytes: number;
}

/**
 * The size of each value of a JSON document, largest first; empty when the document is not JSON.
 */
export function fieldSizes(body: string): readonly FieldSize[] {
  let root: unknown;
  try {
    root = JSON.parse(body);
  } catch {
    return [];
  }
  const sizes: FieldSize[] = [];
  const open: { readonly path: string; readonly value: unknown }[] = [{ path: "", value: root }];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { path, value } = entry;
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) open.push({ path: `${path}[${index}]`, value: item });
    else if (typeof value === "object" && value !== null) {
      for (const [name, item] of Object.entries(value))
        open.push({ path: path === "" ? name : `${path}.${name}`, value: item });
    } else sizes.push({ field: path, bytes: utf8ByteLength(JSON.stringify(value)) });
  }
  return sizes.sort((left, right) => right.bytes - left.bytes);
}
