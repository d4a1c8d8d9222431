/**
 * Distinct byte strings, numbered from 1 by first use. Bytes lie in one arena: a million keys take some tens of megabytes and no string.
 */
export class ByteDictionary {
  /** number of strings */
  size = 0
  /** string n lies from starts[n − 1] to starts[n] */
  starts = new Uint32Array(65)
  bytes = new Uint8Array(1024)
  #hashes = new Int32Array(64)
  /** open addressing; 0: free */
  #slots = new Int32Array(128)

  /** The hash of bytes, one after the other: `hash = (hash ^ byte) × HASH_STEP`, from HASH_START. */
  static of(bytes: Uint8Array, from: number, to: number): number {
    let hash = HASH_START
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, HASH_STEP)
    return hash
  }

  /** The number of the string, a new one if it is not known. @param hash - as `of` gives it */
  add(source: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    const length = to - from
    let slot = mixed(hash) & mask
    for (let known = slots[slot]!; known !== 0; slot = (slot + 1) & mask, known = slots[slot]!)
      if (this.#hashes[known - 1] === hash && this.#equals(known, source, from, length)) return known
    const number = ++this.size
    if (number * 2 > slots.length) this.#grow()
    else slots[slot] = number
    if (number > this.#hashes.length) {
      this.#hashes = enlarged(this.#hashes, new Int32Array(number * 2))
      this.starts = enlarged(this.starts, new Uint32Array(number * 2 + 1))
    }
    const start = this.starts[number - 1]!
    if (start + length > this.bytes.length) this.bytes = enlarged(this.bytes, new Uint8Array((start + length) * 2))
    for (let i = 0; i < length; i++) this.bytes[start + i] = source[from + i]!
    this.starts[number] = start + length
    this.#hashes[number - 1] = hash
    if (number * 2 > slots.length) this.#place(number)
    return number
  }

  #equals(number: number, source: Uint8Array, from: number, length: number): boolean {
    const start = this.starts[number - 1]!
    if (this.starts[number]! - start !== length) return false
    for (let i = 0; i < length; i++) if (this.bytes[start + i] !== source[from + i]) return false
    return true
  }

  #grow(): void {
    // Twice the slots each time once they are many: memory counts then for more than placing all anew.
    this.#slots = new Int32Array(this.#slots.length * (this.#slots.length < 1 << 22 ? 4 : 2))
    for (let number = 1; number < this.size; number++) this.#place(number)
  }

  #place(number: number): void {
    const mask = this.#slots.length - 1
    let slot = mixed(this.#hashes[number - 1]!) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = number
  }
}

/** FNV-1a, 32 bits. @source Fowler, Noll, Vo: parameters of the 32-bit hash */
export const HASH_START = 0x811c9dc5 | 0
export const HASH_STEP = 0x01000193

/** FNV's low bits are weak: fold the high ones in. */
const mixed = (hash: number) => {
  const folded = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return folded ^ (folded >>> 13)
}

function enlarged<T extends Int32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
