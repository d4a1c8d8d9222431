/** Rows of one chunk of codes. */
export const CHUNK_ROWS = 1 << 16

export type Codes = Uint8Array | Uint16Array | Int32Array

/** Bytes of the narrowest integers that hold codes up to `largest`. */
const bytesFor = (largest: number): 1 | 2 | 4 => (largest < 1 << 8 ? 1 : largest < 1 << 16 ? 2 : 4)

export const codesOf = (largest: number, length: number): Codes => {
  const bytes = bytesFor(largest)
  return bytes === 1 ? new Uint8Array(length) : bytes === 2 ? new Uint16Array(length) : new Int32Array(length)
}

/** A copy in the narrowest integers that hold the codes up to `largest`. */
export function narrowed(codes: Int32Array, largest: number): Codes {
  const copy = codesOf(largest, codes.length)
  copy.set(codes)
  return copy
}

/** 0, 1 … length − 1: `Int32Array.from` with a function takes thirty times as long. */
export function upTo(length: number): Int32Array<ArrayBuffer> {
  const numbers = new Int32Array(length)
  for (let i = 0; i < length; i++) numbers[i] = i
  return numbers
}
