import type { CellText } from '../plan.ts'

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The distinct values of a column by code: 0 is null, 1 … size are texts. They lie as UTF-8 and become strings when asked for. */
export class Values {
  readonly size: number
  /** value n: bytes from starts[n − 1] to starts[n] */
  readonly starts: Uint32Array
  readonly bytes: Uint8Array

  constructor(size: number, starts: Uint32Array, bytes: Uint8Array) {
    this.size = size
    this.starts = starts
    this.bytes = bytes
  }

  text(code: number): CellText {
    return code === 0 ? null : decoder.decode(this.bytes.subarray(this.starts[code - 1]!, this.starts[code]!))
  }

  /** All of them as strings, by code. */
  texts(): CellText[] {
    // One decoding and many slices of a string beat many decodings, as long as every character is one byte.
    const used = this.bytes.subarray(0, this.starts[this.size]!)
    const whole = decoder.decode(used)
    const isAscii = whole.length === used.length
    return Array.from({ length: this.size + 1 }, (_, code) =>
      code === 0 || !isAscii ? this.text(code) : whole.slice(this.starts[code - 1]!, this.starts[code]!),
    )
  }
}
