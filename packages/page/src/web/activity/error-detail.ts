/**
 * The `Detail` of an error document, or its `Message`, without the ids for support that follow it.
 */
export function detailOf(body: string): string {
  const detail =
    /<Detail>([^<]*)<\/Detail>/.exec(body)?.[1] ?? /"(?:detail|message)"\s*:\s*"([^"]*)"/i.exec(body)?.[1] ?? "";
  return decodeEntities(detail.replace(/\.?\s*TrackingId:.*$/is, "").trim());
}

function decodeEntities(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
