/**
 * The id at the end of a `Location` header. The rest of it is never used: a response does not
 * decide where the next request goes.
 */
export function idFromLocation(location: string | undefined): string | undefined {
  if (location === undefined) return undefined;
  const query = location.search(/[?#]/);
  const path = query < 0 ? location : location.slice(0, query);
  const segment = path.slice(path.lastIndexOf("/") + 1);
  if (segment === "") return undefined;
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
