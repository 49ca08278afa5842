import { isBlobName, isContainerName } from "../store/blob-store.js";
import type { Exchange } from "./exchange.js";
import { secondsIso } from "./seconds-iso.js";

/** Where the hub serves its blobs. */
export const BLOB_PATH = "/_nh/blobs/";

const LIFETIME_MS = 3600 * 1000;

/**
 * The address of a container or a blob of the hub, in the shape of Azure Storage's signed
 * addresses. The signature is only for show: whoever reaches the hub's control API can read its
 * blobs. The scheme is that of the request, because clients fetch this address unchanged.
 */
export function blobUrl(
  exchange: Exchange,
  container: string,
  name: string | undefined,
  permissions: "r" | "rl",
): string {
  const { protocol, host } = exchange.url;
  const path = name === undefined ? container : `${container}/${name.split("/").map(encodeURIComponent).join("/")}`;
  const query = new URLSearchParams({
    sv: "2019-02-02",
    sr: name === undefined ? "c" : "b",
    sig: "local",
    se: secondsIso(exchange.atMs + LIFETIME_MS),
    sp: permissions,
  });
  return `${protocol}//${host}${BLOB_PATH}${path}?${query}`;
}

/**
 * What an address in a job refers to: a container of the hub's store, and a blob in it if the
 * address names one.
 */
export interface BlobAddress {
  readonly container: string;
  readonly name: string | undefined;
}

/**
 * Maps a blob address to the hub's own store. The address is never fetched. Three forms are
 * understood: Azure's `https://{account}.blob.core.windows.net/{container}/{name}`, the form
 * `http://{host}/{account}/{container}/{name}` of storage emulators, and the hub's own. Undefined
 * for anything else.
 */
export function readBlobAddress(address: string): BlobAddress | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
  const account = /^([a-z0-9-]+)\.blob\./i.exec(url.hostname)?.[1];
  const path = url.pathname.startsWith(BLOB_PATH) ? url.pathname.slice(BLOB_PATH.length - 1) : url.pathname;
  return readBlobPath(account === undefined ? path : `/${account}${path}`);
}

/** Reads `/{account}/{container}/{name…}`, percent-encoded. */
export function readBlobPath(path: string): BlobAddress | undefined {
  const [account = "", container = "", ...rest] = path
    .split("/")
    .filter((segment, index) => index > 0 || segment !== "");
  const fullContainer = `${account}/${container}`.toLowerCase();
  if (!isContainerName(fullContainer)) return undefined;
  const encoded = rest.join("/");
  if (encoded === "") return { container: fullContainer, name: undefined };
  try {
    const name = decodeURIComponent(encoded);
    return isBlobName(name) ? { container: fullContainer, name } : undefined;
  } catch {
    return undefined;
  }
}
