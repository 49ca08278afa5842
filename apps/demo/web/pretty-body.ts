/**
 * Formats JSON with line breaks. Keeps anything else, since white space may matter in XML and text.
 */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
