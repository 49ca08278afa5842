import { ArgumentError } from "../argument-error.js";
import { isObject } from "../check-options.js";

/** Bytes of a list that are not UTF-8. */
export interface EncodingProblem {
  /** A whole sentence. */
  readonly message: string;
  /** From 1. */
  readonly line?: number;
}

const convert =
  "Convert the list to UTF-8 first: iconv -f UTF-16 -t UTF-8, or in PowerShell Set-Content -Encoding utf8.";

/**
 * The text of a list, whole or in pieces, without a byte order mark.
 *
 * @param call The call as its user writes it, such as `readHandles`.
 * @throws whatever `refuse` returns, for UTF-16 (what PowerShell's `>` and some exports of Excel
 * write) and for bytes that are not UTF-8.
 * @throws {ArgumentError} when it is neither a string nor pieces of strings and bytes.
 */
export async function* decodeText(
  call: string,
  list: string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  refuse: (problem: EncodingProblem) => Error,
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  let lines = 1;
  for await (const piece of joinFirstBytes(piecesOf(call, list))) {
    let text: string;
    if (typeof piece === "string") text = isFirst ? piece.replace(/^\ufeff/, "") : piece;
    else {
      if (isFirst && isUtf16(piece)) throw refuse({ message: `The list is UTF-16. ${convert}` });
      try {
        text = decoder.decode(piece, { stream: true });
      } catch {
        throw refuse(notUtf8(piece, lines));
      }
    }
    isFirst = false;
    lines += text.split("\n").length - 1;
    yield text;
  }
  try {
    yield decoder.decode();
  } catch {
    throw refuse({ message: "The list ends within a character of UTF-8. It was cut short.", line: lines });
  }
}

/** The pieces of a list. A byte array is iterable too, byte by byte, and never meant so. */
async function* piecesOf(
  call: string,
  list: string | AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  const form = "must be a string, or an iterable or async iterable of strings or bytes, such as the stream of a file";
  const pieces = typeof list === "string" ? [list] : list;
  const isPieces = isObject(pieces) && (Symbol.asyncIterator in pieces || Symbol.iterator in pieces);
  if (!isPieces || ArrayBuffer.isView(pieces)) throw new ArgumentError(call, "list", form);
  for await (const piece of pieces) {
    if (typeof piece !== "string" && !ArrayBuffer.isView(piece)) throw new ArgumentError(call, "list", form);
    yield piece;
  }
}

/** Four bytes show the encoding; a pipe may deliver them one by one. */
async function* joinFirstBytes(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
  let first: Uint8Array | undefined = new Uint8Array();
  for await (const piece of pieces) {
    if (first === undefined || typeof piece === "string") {
      if (first !== undefined && first.length > 0) yield first;
      first = undefined;
      yield piece;
      continue;
    }
    const joined: Uint8Array = new Uint8Array(first.length + piece.length);
    joined.set(first);
    joined.set(piece, first.length);
    if (joined.length < 4) {
      first = joined;
      continue;
    }
    first = undefined;
    yield joined;
  }
  if (first !== undefined && first.length > 0) yield first;
}

/** By its mark, or by the zero byte that every second byte of ASCII text is. */
function isUtf16([a, b, c, d]: Uint8Array): boolean {
  const hasMark = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  return hasMark || (a === 0 && c === 0 && b !== 0) || (b === 0 && d === 0 && a !== 0 && a !== undefined);
}

function notUtf8(piece: Uint8Array, lines: number): EncodingProblem {
  const before = new TextDecoder().decode(piece).split("\ufffd")[0] ?? "";
  return {
    message:
      "These bytes are not UTF-8. Convert the list to UTF-8 first, for example with iconv -f WINDOWS-1252 -t UTF-8.",
    line: lines + before.split("\n").length - 1,
  };
}
