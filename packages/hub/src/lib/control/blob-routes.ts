import { escapeXmlText } from "@nh/payloads/xml";
import { BLOB_PATH, readBlobPath } from "../http/blob-address.js";
import { readLimited } from "../http/exchange.js";
import { BLOB_SEGMENT_BYTES, type BlobFacts } from "../store/blob-store.js";
import { ControlError, numberParameter, textParameter } from "./control-request.js";
import { noContent } from "./control-response.js";
import type { ControlParameter, ControlRequest, ControlRoute } from "./control-route.js";

/**
 * Import files may be long. A million registrations take some 500 MB, and tests need a fraction of
 * that.
 */
const UPLOAD_LIMIT_BYTES = 256 * 1024 * 1024;
const PAGE_SIZE = 5000;

/**
 * The parts of a shared access signature of Azure Storage. The address of a container carries one,
 * and clients send it along (Azure Storage, "Create a service SAS", "Create an account SAS" and
 * "Create a user delegation SAS").
 */
const signatureParameters = "sv ss srt sr si st se sp spr sip skoid sktid skt ske sks skv sig"
  .split(" ")
  .map((name): ControlParameter => {
    return { name, description: "A part of the address's signature, which the hub does not check.", type: "string" };
  });

/** The blobs of feedback and of jobs, listed and read as in Azure Storage. */
export const blobRoutes: readonly ControlRoute[] = [
  {
    method: "GET",
    path: "/_nh/blobs/{path}",
    summary: "Lists a container like List Blobs of Azure Storage, or reads one blob.",
    parameters: [
      { name: "restype", description: "Clients of Azure Storage send container to list it.", type: "string" },
      { name: "comp", description: "Clients of Azure Storage send list to list a container.", type: "string" },
      { name: "prefix", description: "Only blobs whose name begins with this.", type: "string" },
      { name: "marker", description: "The NextMarker of the previous page.", type: "string" },
      { name: "maxresults", description: "The maximum number of blobs. Default 5,000.", type: "integer" },
      ...signatureParameters,
    ],
    responses: { 200: "application/octet-stream", 404: "Error" },
    handle: (request) => read(request),
  },
  {
    method: "PUT",
    path: "/_nh/blobs/{path}",
    summary: "Writes a blob, for example the file of an import job.",
    parameters: signatureParameters,
    responses: { 204: null, 400: "Error" },
    async handle({ context, url, request }) {
      const address = readBlobPath(url.pathname.slice(BLOB_PATH.length - 1));
      if (address?.name === undefined)
        throw new ControlError(
          400,
          `The address must be /_nh/blobs/{account}/{container}/{name}. A part of the name can have at most ${BLOB_SEGMENT_BYTES} bytes.`,
        );
      context.blobs.write(address.container, address.name, await readLimited(request, UPLOAD_LIMIT_BYTES));
      return noContent();
    },
  },
];

function read({ context, url }: ControlRequest): Response {
  const address = readBlobPath(url.pathname.slice(BLOB_PATH.length - 1));
  if (address === undefined) throw new ControlError(404, "The container does not exist.");
  if (address.name === undefined) return list(context.blobs.list(address.container), address.container, url);
  const text = context.blobs.read(address.container, address.name);
  if (text === undefined) throw new ControlError(404, "The blob does not exist.");
  return new Response(text, {
    headers: { "content-type": "application/octet-stream", "x-ms-blob-type": "AppendBlob" },
  });
}

function list(blobs: Iterable<BlobFacts>, container: string, url: URL): Response {
  const prefix = textParameter(url, "prefix") ?? "";
  const marker = textParameter(url, "marker") ?? "";
  const size = numberParameter(url, "maxresults", { min: 1, max: PAGE_SIZE }) ?? PAGE_SIZE;
  const names = [...blobs].filter(({ name }) => name.startsWith(prefix) && name >= marker);
  names.sort((left, right) => (left.name < right.name ? -1 : 1));
  const next = names[size]?.name ?? "";
  const entries = names
    .slice(0, size)
    .map(
      ({ name, length, lastModifiedMs }) =>
        `<Blob><Name>${escapeXmlText(name)}</Name><Properties><Last-Modified>${new Date(lastModifiedMs).toUTCString()}</Last-Modified>` +
        `<Content-Length>${length}</Content-Length><Content-Type>application/octet-stream</Content-Type><BlobType>AppendBlob</BlobType></Properties></Blob>`,
    );
  const body =
    `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="${container}">` +
    `<Blobs>${entries.join("")}</Blobs><NextMarker>${escapeXmlText(next)}</NextMarker></EnumerationResults>`;
  return new Response(body, { headers: { "content-type": "application/xml; charset=utf-8" } });
}
