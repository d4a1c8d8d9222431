import { keyed } from '../random.ts'

const RANGE = 2 ** 32

/** Where numbers in [0, 1) come from. */
export interface Chance {
  next: () => number
}

/** Numbers in [0, 1) that follow from a key and a name: as many as are asked for, the same on every engine. */
export class Draws implements Chance {
  readonly #mac: (text: string) => Uint8Array
  #name = ''
  #block = 0
  #words: DataView = new DataView(new ArrayBuffer(0))
  #at = 0

  constructor(key: Uint8Array) {
    this.#mac = keyed(key)
  }

  /** Begins the numbers of another name. */
  begin(name: string): this {
    this.#name = name
    this.#block = 0
    this.#words = new DataView(new ArrayBuffer(0))
    this.#at = 0
    return this
  }

  next(): number {
    if (this.#at >= this.#words.byteLength) {
      const bytes = this.#mac(`${this.#name}#${this.#block++}`)
      this.#words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      this.#at = 0
    }
    const word = this.#words.getUint32(this.#at)
    this.#at += 4
    return word / RANGE
  }
}
