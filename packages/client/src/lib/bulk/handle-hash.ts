/**
 * Hashes a handle to 128 bits: HalfSipHash-2-4 under two keys, 64 bits each. The keys are random,
 * so that nobody can register a handle that collides with another one and is sent to in its place.
 *
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", and its 32-bit variant in the
 * authors' reference implementation.
 *
 * @param handle Latin-1, as every handle is: a character is a byte.
 * @param keys Four words.
 * @param into Receives the four words of the hash.
 */
export function hashHandle(handle: string, keys: Uint32Array, into: Uint32Array): void {
  halfSipHash(handle, keys[0] ?? 0, keys[1] ?? 0, into, 0);
  halfSipHash(handle, keys[2] ?? 0, keys[3] ?? 0, into, 2);
}

/** Hashes a Latin-1 string to 64 bits, the two words at `offset`. */
export function halfSipHash(text: string, key0: number, key1: number, into: Uint32Array, offset: number): void {
  let v0 = key0 | 0;
  let v1 = (key1 ^ 0xee) | 0;
  let v2 = (key0 ^ 0x6c796765) | 0;
  let v3 = (key1 ^ 0x74656462) | 0;
  const words = (text.length >> 2) + 1;
  // Two steps without a word follow, one for each half of the result.
  for (let step = 0; step < words + 2; step++) {
    const word = step < words ? wordAt(text, step * 4) : 0;
    if (step === words) v2 ^= 0xee;
    if (step === words + 1) {
      into[offset] = v1 ^ v3;
      v1 ^= 0xdd;
    }
    v3 ^= word;
    for (let rounds = step < words ? 2 : 4; rounds > 0; rounds--) {
      v0 = (v0 + v1) | 0;
      v1 = rotate(v1, 5) ^ v0;
      v0 = rotate(v0, 16);
      v2 = (v2 + v3) | 0;
      v3 = rotate(v3, 8) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = rotate(v3, 7) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = rotate(v1, 13) ^ v2;
      v2 = rotate(v2, 16);
    }
    v0 ^= word;
  }
  into[offset + 1] = v1 ^ v3;
}

/** Four bytes; the last ones come with the length. */
function wordAt(text: string, at: number): number {
  if (at + 4 <= text.length) {
    return (
      text.charCodeAt(at) |
      (text.charCodeAt(at + 1) << 8) |
      (text.charCodeAt(at + 2) << 16) |
      (text.charCodeAt(at + 3) << 24)
    );
  }
  let word = text.length << 24;
  for (let index = at; index < text.length; index++) word |= text.charCodeAt(index) << (8 * (index - at));
  return word;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
