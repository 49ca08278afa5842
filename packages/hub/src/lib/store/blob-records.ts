import { ArgumentError } from "../argument-error.js";
import { type BlobStore, isBlobName, isContainerName } from "./blob-store.js";
import type { StoredRecord } from "./record-store.js";

/**
 * A long blob becomes several records, so that no record is too large for a reader that goes piece
 * by piece.
 */
const PIECE_LENGTH = 256 * 1024;

/** A piece of a blob in a snapshot. */
export interface BlobPiece {
  readonly container: string;
  readonly name: string;
  readonly text: string;
}

/** Every blob as records of a snapshot. Blobs belong to no hub. */
export function* blobRecords(blobs: BlobStore): Iterable<StoredRecord> {
  for (const container of blobs.containers()) {
    for (const { name } of blobs.list(container)) {
      const text = blobs.read(container, name) ?? "";
      for (let at = 0, piece = 0; at < text.length || piece === 0; piece++) {
        const end = pieceEnd(text, at);
        const value: BlobPiece = { container, name, text: text.slice(at, end) };
        yield { hub: "", kind: "blob", id: `${container}/${name}#${piece}`, value: JSON.stringify(value) };
        at = end;
      }
    }
  }
}

/**
 * Where a piece ends. Never between the halves of a surrogate pair, which UTF-8 cannot encode
 * separately.
 */
function pieceEnd(text: string, from: number): number {
  const end = from + PIECE_LENGTH;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

/**
 * Reads the value of such a record. The pieces of a blob come in order.
 *
 * @throws {ArgumentError} when it is damaged.
 */
export function readBlobPiece(id: string, value: Readonly<Record<string, unknown>>): BlobPiece {
  const { container, name, text } = value;
  const valid =
    typeof container === "string" &&
    typeof name === "string" &&
    typeof text === "string" &&
    isContainerName(container) &&
    isBlobName(name);
  if (!valid) throw new ArgumentError("snapshot", `The blob ${JSON.stringify(id.slice(0, 80))} is damaged.`);
  return { container, name, text };
}
