import type { Comparable, Material } from './material.ts'
import { releasedTuples, sourceTuples } from './material.ts'
import { rarest } from './rarest.ts'
import type { Tuples } from './tuples.ts'

/** Tuples looked at in one attack: beyond it the remaining targets are left out. */
const MOST_LOOKED = 100_000_000

/** Source and result as the attacks look things up in them. What several attacks ask for is made once. */
export class Tables {
  readonly material: Material
  readonly #released: Tuples
  readonly #source: Tuples
  /** per tuple of the source on all columns: rows of the result that may be theirs; -1: not looked yet */
  readonly #fits: Int32Array
  readonly #known = new Map<string, Tuples>()
  readonly #values = new Map<string, number[]>()
  #rareReleased: Int32Array | null = null
  #looked = 0

  constructor(material: Material) {
    this.material = material
    this.#released = this.tuples('released', material.columns)
    this.#source = this.tuples('source', material.columns)
    this.#fits = new Int32Array(this.#source.count).fill(-1)
  }

  /** An attack begins: nothing of it has been looked at. */
  begin(): void {
    this.#looked = 0
  }

  /** Whether so much was looked at that the attack ends here. */
  get spent(): boolean {
    return this.#looked > MOST_LOOKED
  }

  /** Those of sets that come up several times are kept; three columns by lot come up once. */
  tuples(of: 'source' | 'released', columns: readonly Comparable[]): Tuples {
    const key = `${of} ${columns.map((column) => this.material.columns.indexOf(column)).join()}`
    const tuples = this.#known.get(key) ?? (of === 'source' ? sourceTuples : releasedTuples)(this.material, columns)
    if (columns.length > 3) this.#known.set(key, tuples)
    return tuples
  }

  /** The attack went through so many rows of its own accord. */
  went(rows: number): void {
    this.#looked += rows
  }

  /** Visits the tuples whose every code is allowed. */
  each(tuples: Tuples, allowed: readonly (readonly number[])[], visit: (tuple: number) => void): void {
    this.#looked += tuples.find(allowed, (tuple) => {
      visit(tuple)
      return false
    })
  }

  /** The tuples whose every code is allowed, if they are all one person's; none: they are nobody's, or several persons'. */
  ofOnePerson(tuples: Tuples, allowed: readonly (readonly number[])[]): number[] {
    let found: number[] = []
    this.#looked += tuples.find(allowed, (tuple) => {
      const owner = tuples.owner[tuple]!
      if (owner === -1 || (found.length > 0 && tuples.owner[found[0]!] !== owner)) {
        found = []
        return true
      }
      found.push(tuple)
      return false
    })
    return found
  }

  /** Rows of the result that may be this row's, by all columns. */
  fitting(row: number): number {
    const tuple = this.#source.of[row]!
    if (this.#fits[tuple] === -1) {
      let fits = 0
      const allowed = this.material.columns.map(({ meanings, source }) => meanings[source[row]!]!)
      this.each(this.#released, allowed, (found) => {
        fits += this.#released.rows[found]!
      })
      this.#fits[tuple] = fits
    }
    return this.#fits[tuple]!
  }

  /** Whether one of the rows shows what the recipe makes of one of the target's rows; between persons whom it fits alike the lot (0–1) decides. */
  isTheirs(rows: Int32Array, ofTarget: readonly number[], lot: number, amongAll = false): boolean {
    const { columns } = this.material
    for (const own of ofTarget) {
      const tuple = this.#source.of[own]!
      const twins = this.#source.owner[tuple]! >= 0 ? 1 : this.#source.rows[tuple]!
      const alike = amongAll ? Math.max(twins, this.fitting(own)) : twins
      if (lot * alike >= 1) continue
      for (const row of rows)
        if (columns.every(({ meanings, source, released }) => meanings[source[own]!]!.includes(released[row]!))) return true
    }
    return false
  }

  /** Rows of the result whose values are rarest. */
  rareReleased(): Int32Array {
    const { columns, releasedRows } = this.material
    this.#rareReleased ??= rarest(
      columns.map(({ released, releasedTexts }) => ({ codes: released, values: releasedTexts.length })),
      releasedRows,
    )
    return this.#rareReleased
  }

  /** Values that a column of the result has, by code ascending. */
  valuesOf({ released, releasedTexts, name }: Comparable): number[] {
    let values = this.#values.get(name)
    if (!values) {
      const held = new Uint8Array(releasedTexts.length)
      for (let row = 0; row < released.length; row++) held[released[row]!] = 1
      values = [...held.keys()].filter((code) => held[code] === 1)
      this.#values.set(name, values)
    }
    return values
  }
}

/** What is asked again has the answer that it had. */
export function remembered<T>(answer: (codes: readonly number[]) => T): (codes: readonly number[]) => T {
  const known = new Map<string, { answer: T }>()
  return (codes) => {
    const key = codes.join()
    let own = known.get(key)
    if (!own) {
      own = { answer: answer(codes) }
      known.set(key, own)
    }
    return own.answer
  }
}
