import { Chance } from './chance.ts'
import type { Comparable, Material } from './material.ts'
import { releasedTuples, sourceTuples } from './material.ts'
import { nth } from './nth.ts'
import { type Score, scoreOf } from './score.ts'
import type { Tuples } from './tuples.ts'
import { type AttackKind, inWords } from './words.ts'

export type Knows = 'quasi' | 'all' | 'three' | 'chosen'

/** One kind of attack, with what the attacker is taken to know. */
export interface AttackResult {
  kind: AttackKind
  knows: Knows
  columns: string[]
  /** the column that is guessed */
  about: string | null
  all: Score
  baseline: Score
  control: Score | null
  exposed: Score | null
  informative: boolean
  words: string
}

export interface AttackOptions {
  seed: number
  /** persons, or descriptions, tried in each attack */
  attempts: number
  /** columns the attacker knows; null: all quasi-identifiers, and all columns that can be compared */
  known: readonly string[] | null
  /** columns to guess; null: the sensitive ones */
  guess: readonly string[] | null
  /** the attacker's own file; null: the source's values are known as they are */
  background: Background | null
}

/** Persons whom the attacker knows something of. */
export interface Background {
  columns: readonly string[]
  persons: {
    /** by column of `columns` */
    texts: (string | null)[]
    /** rows of the source that are this person's; none: the person is not in the source */
    rows: readonly number[]
  }[]
}

/** Somebody who is attacked: what is known, and which rows of the source are theirs. */
interface Target {
  /** source class by column; -1: not known */
  known: (column: Comparable) => number
  rows: readonly number[]
}

/** Share of the source, or of the result, that counts as most exposed, and how few are too few. */
const EXPOSED = 0.01
const FEWEST_EXPOSED = 10
/** Tuples looked at in one attack: beyond it the remaining targets are left out. */
const MOST_LOOKED = 100_000_000
/** Persons drawn for each one wanted, where few of the source are in the result. */
const MOST_DRAWS = 10
const TRIPLES = 10
const MOST_GUESSED = 5

/**
 * What an outsider could do with a finished file. The source says who is who: a row found is right if it shows what the recipe
 * makes of the person on every column that can be compared; between persons whom it fits alike a lot decides.
 * @source Giomi, Boenisch, Wehmeyer, Tasnádi 2023 (singling out, linkage, inference against a baseline and a control group)
 */
export function attack(material: Material, options: AttackOptions): AttackResult[] {
  return new Attacker(material, options).results()
}

class Attacker {
  readonly #material: Material
  readonly #options: AttackOptions
  readonly #released: Tuples
  readonly #source: Tuples
  /** per tuple of the source on all columns: rows of the result that may be theirs, counted up to FITS; -1: not looked yet */
  readonly #fits: Int32Array
  readonly #known = new Map<string, Tuples>()
  readonly #values = new Map<string, number[]>()
  #rareRows: Int32Array | null = null
  #looked = 0

  constructor(material: Material, options: AttackOptions) {
    this.#material = material
    this.#options = options
    this.#released = this.#tuples('released', material.columns)
    this.#source = this.#tuples('source', material.columns)
    this.#fits = new Int32Array(this.#source.count).fill(-1)
  }

  results(): AttackResult[] {
    const { columns, rows, releasedRows } = this.#material
    if (columns.length === 0 || rows === 0 || releasedRows === 0) return []
    const { known, background, guess } = this.#options
    const named = (names: readonly string[]) => columns.filter(({ name }) => names.includes(name))
    const quasi = columns.filter((column) => column.class === 'quasi-identifier')
    const chosen = background ? named(background.columns.filter((name) => known === null || known.includes(name))) : known && named(known)
    const sets: { knows: Knows; columns: Comparable[] }[] = chosen
      ? [{ knows: 'chosen', columns: chosen }]
      : [{ knows: 'quasi', columns: quasi }, ...(quasi.length < columns.length ? [{ knows: 'all' as const, columns: [...columns] }] : [])]
    const { targets, outsiders } = background ? this.#ofBackground(background) : this.#drawn('targets', null)
    const rare = background ? null : this.#drawn('exposed', this.#rarest()).targets
    const exposed = rare && rare.length >= FEWEST_EXPOSED ? rare : null
    const secrets = (guess ? named(guess) : columns.filter((column) => column.class === 'sensitive')).slice(0, MOST_GUESSED)
    const results: AttackResult[] = []
    for (const { knows, columns: own } of sets.filter(({ columns }) => columns.length > 0)) {
      this.#looked = 0
      if (!background) results.push(this.#singlingOut(knows, [own], outsiders.length > 0))
      results.push(this.#linkage(knows, own, targets, outsiders, exposed))
      for (const secret of secrets) {
        const others = own.filter((column) => column !== secret)
        if (others.length > 0 && background === null) results.push(this.#inference(knows, others, secret, targets, outsiders, exposed))
        else if (others.length > 0) results.push(this.#inference(knows, others, secret, targets, [], null))
      }
    }
    if (!chosen && columns.length > 3) results.push(this.#singlingOut('three', this.#triples(), outsiders.length > 0))
    const order: AttackKind[] = ['singling-out', 'linkage', 'inference']
    return results.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  }

  /**
   * Persons by lot, each once: those in the result, and those who are not. Whoever has no row that fits is not in it; where the
   * result does not follow the recipe at all, everybody drawn is a target.
   */
  #drawn(purpose: string, among: Int32Array | null): { targets: Target[]; outsiders: Target[] } {
    const { rows, releasedRows, persons } = this.#material
    const { attempts, seed } = this.#options
    this.#looked = 0
    const chance = new Chance(seed, purpose)
    const seen = new Set<number>()
    const everybody: Target[] = []
    const targets: Target[] = []
    const outsiders: Target[] = []
    for (const at of chance.order(among?.length ?? rows)) {
      const row = among?.[at] ?? at
      if (seen.has(persons[row]!)) continue
      seen.add(persons[row]!)
      const target: Target = { rows: [row], known: (column) => column.source[row]! }
      if (everybody.length < attempts) everybody.push(target)
      if (this.#fitting(row) > 0) {
        if (targets.length < attempts) targets.push(target)
      } else if (outsiders.length < attempts) outsiders.push(target)
      if (targets.length === attempts || seen.size >= attempts * MOST_DRAWS || this.#looked > MOST_LOOKED) break
    }
    const expected = Math.min(1, releasedRows / rows) * seen.size
    return among === null && targets.length < expected / 2 ? { targets: everybody, outsiders: [] } : { targets, outsiders }
  }

  #ofBackground({ columns, persons }: Background): { targets: Target[]; outsiders: Target[] } {
    const chance = new Chance(this.#options.seed, 'background')
    const targets: Target[] = []
    const outsiders: Target[] = []
    for (const at of chance.order(persons.length)) {
      const { texts, rows } = persons[at]!
      const target: Target = { rows, known: (column) => column.classOfText(texts[columns.indexOf(column.name)] ?? null) }
      const group = rows.length === 0 ? outsiders : targets
      if (group.length < this.#options.attempts) group.push(target)
    }
    return { targets, outsiders }
  }

  /** Those of sets that come up several times are kept; three columns by lot come up once. */
  #tuples(of: 'source' | 'released', columns: readonly Comparable[]): Tuples {
    const key = `${of} ${columns.map((column) => this.#material.columns.indexOf(column)).join()}`
    const tuples = this.#known.get(key) ?? (of === 'source' ? sourceTuples : releasedTuples)(this.#material, columns)
    if (columns.length > 3) this.#known.set(key, tuples)
    return tuples
  }

  /** Rows of the result that may be this row's, by all columns. */
  #fitting(row: number): number {
    const tuple = this.#source.of[row]!
    if (this.#fits[tuple] === -1) {
      let fits = 0
      const allowed = this.#material.columns.map(({ meanings, source }) => meanings[source[row]!]!)
      this.#looked += this.#released.find(allowed, (found) => {
        fits += this.#released.rows[found]!
        return false
      })
      this.#fits[tuple] = fits
    }
    return this.#fits[tuple]!
  }

  /** Rows whose values are rarest, column by column. */
  #rarest(): Int32Array {
    const { columns, rows } = this.#material
    return rarest(
      columns.map(({ source, sourceClasses }) => ({ codes: source, values: sourceClasses })),
      rows,
    )
  }

  /** The same of the result, once. */
  #rarestReleased(): Int32Array {
    const { columns, releasedRows } = this.#material
    this.#rareRows ??= rarest(
      columns.map(({ released, releasedTexts }) => ({ codes: released, values: releasedTexts.length })),
      releasedRows,
    )
    return this.#rareRows
  }

  /** Values that a column of the result has, by code ascending. */
  #valuesOf({ released, releasedTexts, name }: Comparable): number[] {
    let values = this.#values.get(name)
    if (!values) {
      const held = new Uint8Array(releasedTexts.length)
      for (let row = 0; row < released.length; row++) held[released[row]!] = 1
      values = [...held.keys()].filter((code) => held[code] === 1)
      this.#values.set(name, values)
    }
    return values
  }

  #triples(): Comparable[][] {
    const chance = new Chance(this.#options.seed, 'triples')
    const { columns } = this.#material
    return Array.from({ length: TRIPLES }, () => {
      const chosen: Comparable[] = []
      for (const at of chance.order(columns.length)) if (chosen.push(columns[at]!) === 3) break
      return chosen
    })
  }

  /** Descriptions taken from rows of the result: whether exactly one person of the source answers to them. */
  #singlingOut(knows: Knows, sets: Comparable[][], hasOutsiders: boolean): AttackResult {
    const { releasedRows } = this.#material
    const { attempts, seed } = this.#options
    const each = Math.max(1, Math.floor(Math.min(attempts, releasedRows * sets.length) / sets.length))
    let [tried, alone, guessed, byGuess, outside, triedRare, aloneRare] = [0, 0, 0, 0, 0, 0, 0]
    const rare = this.#rarestReleased()
    for (const [number, set] of sets.entries()) {
      this.#looked = 0
      const tuples = this.#tuples('source', set)
      const known = new Map<string, number>()
      /** row of the one person; -1: nobody or several */
      const only = (codes: readonly number[]): number => {
        const key = codes.join()
        let row = known.get(key)
        if (row === undefined) {
          let owner = -2
          row = -1
          const allowed = set.map(({ origins }, i) => origins[codes[i]!]!)
          this.#looked += tuples.find(allowed, (tuple) => {
            const one = tuples.owner[tuple]!
            if (one === -1 || (owner !== -2 && owner !== one)) {
              row = -1
              return true
            }
            owner = one
            row = tuples.members(tuple)[0]!
            return false
          })
          known.set(key, row)
        }
        return row
      }
      const values = set.map((column) => this.#valuesOf(column))
      const chance = new Chance(seed, `singling-out ${knows} ${number}`)
      let done = 0
      for (const row of chance.order(releasedRows)) {
        if (done === each || this.#looked > MOST_LOOKED) break
        done += 1
        tried += 1
        const found = only(set.map(({ released }) => released[row]!))
        if (found >= 0) {
          alone += 1
          if (this.#fitting(found) === 0) outside += 1
        }
        guessed += 1
        // Somebody who knows which values there are, and no more.
        if (only(values.map((codes) => codes[chance.below(codes.length)]!)) >= 0) byGuess += 1
      }
      if (rare.length < FEWEST_EXPOSED) continue
      done = 0
      for (const at of new Chance(seed, `exposed rows ${number}`).order(rare.length)) {
        if (done === each || this.#looked > MOST_LOOKED) break
        done += 1
        triedRare += 1
        if (only(set.map(({ released }) => released[rare[at]!]!)) >= 0) aloneRare += 1
      }
    }
    const names = [...new Set(sets.flat().map(({ name }) => name))]
    return result('singling-out', knows, names, null, {
      all: scoreOf(tried, alone),
      baseline: scoreOf(guessed, byGuess),
      control: hasOutsiders ? scoreOf(tried, outside) : null,
      exposed: triedRare === 0 ? null : scoreOf(triedRare, aloneRare),
    })
  }

  /** Known values are looked up in the result: whether one row alone fits, and is the person's. */
  #linkage(knows: Knows, set: Comparable[], targets: Target[], outsiders: Target[], exposed: Target[] | null): AttackResult {
    const tuples = this.#tuples('released', set)
    const known = new Map<string, number[] | null>()
    /** tuples of the one person found; null: nobody or several */
    const only = (target: Target): number[] | null => {
      const classes = set.map((column) => target.known(column))
      const key = classes.join()
      let found = known.get(key)
      if (found === undefined) {
        let owner = -2
        let own: number[] | null = []
        const allowed = set.map(({ meanings }, i) => meanings[classes[i]!]!)
        this.#looked += tuples.find(allowed, (tuple) => {
          const one = tuples.owner[tuple]!
          if (one === -1 || (owner !== -2 && owner !== one)) {
            own = null
            return true
          }
          owner = one
          own!.push(tuple)
          return false
        })
        found = own !== null && (own as number[]).length > 0 ? own : null
        known.set(key, found)
      }
      return found
    }
    const score = (list: Target[], purpose: string, isControl = false): Score => {
      const chance = new Chance(this.#options.seed, `linkage ${knows} ${purpose}`)
      let [tried, right] = [0, 0]
      for (const target of list) {
        if (this.#looked > MOST_LOOKED) break
        tried += 1
        const lot = chance.next()
        const found = only(target)
        if (!found) continue
        // Of somebody who is not there any row found is a mistake that the attacker cannot see.
        if (isControl || found.some((tuple) => this.#isTheirs(tuples.members(tuple), target, lot))) right += 1
      }
      return scoreOf(tried, right)
    }
    const chance = new Chance(this.#options.seed, `linkage ${knows} guess`)
    let guessedRight = 0
    for (const target of targets) {
      const row = chance.below(this.#material.releasedRows)
      const lot = chance.next()
      if (this.#isTheirs(Int32Array.of(row), target, lot, true)) guessedRight += 1
    }
    return result(
      'linkage',
      knows,
      set.map(({ name }) => name),
      null,
      {
        all: score(targets, 'targets'),
        baseline: scoreOf(targets.length, guessedRight),
        control: outsiders.length > 0 ? score(outsiders, 'outsiders', true) : null,
        exposed: exposed && score(exposed, 'exposed'),
      },
    )
  }

  /** Whether one of the rows shows what the recipe makes of the target; between persons whom it fits alike the lot decides. */
  #isTheirs(rows: Int32Array, target: Target, lot: number, amongAll = false): boolean {
    const { columns } = this.#material
    for (const own of target.rows) {
      const tuple = this.#source.of[own]!
      const twins = this.#source.owner[tuple]! >= 0 ? 1 : this.#source.rows[tuple]!
      const alike = amongAll ? Math.max(twins, this.#fitting(own)) : twins
      if (lot * alike >= 1) continue
      for (const row of rows)
        if (columns.every(({ meanings, source, released }) => meanings[source[own]!]!.includes(released[row]!))) return true
    }
    return false
  }

  /** The most frequent value among the rows that fit: whether it is the person's. */
  #inference(
    knows: Knows,
    set: Comparable[],
    secret: Comparable,
    targets: Target[],
    outsiders: Target[],
    exposed: Target[] | null,
  ): AttackResult {
    const tuples = this.#tuples('released', set)
    const most = (counts: Map<number, number>): number => {
      let best = -1
      let held = 0
      for (const [code, count] of counts) {
        if (count < held) continue
        if (count > held || secret.releasedTexts[code]! < secret.releasedTexts[best]!) best = code
        held = count
      }
      return best
    }
    const whole = new Map<number, number>()
    for (const code of secret.released) if (code > 0) whole.set(code, (whole.get(code) ?? 0) + 1)
    const usual = most(whole)
    const known = new Map<string, number>()
    const guessed = (target: Target): number => {
      const classes = set.map((column) => target.known(column))
      const key = classes.join()
      let guess = known.get(key)
      if (guess === undefined) {
        const counts = new Map<number, number>()
        const allowed = set.map(({ meanings }, i) => meanings[classes[i]!]!)
        this.#looked += tuples.find(allowed, (tuple) => {
          for (const row of tuples.members(tuple)) {
            const code = secret.released[row]!
            if (code > 0) counts.set(code, (counts.get(code) ?? 0) + 1)
          }
          this.#looked += tuples.rows[tuple]!
          return false
        })
        guess = counts.size === 0 ? usual : most(counts)
        known.set(key, guess)
      }
      return guess
    }
    const score = (list: Target[], guess: (target: Target) => number): Score => {
      let [tried, right] = [0, 0]
      for (const target of list) {
        if (this.#looked > MOST_LOOKED) break
        const truth = target.rows.map((row) => secret.meanings[secret.source[row]!]!).filter((codes) => codes.some((code) => code > 0))
        if (truth.length === 0) continue
        tried += 1
        const value = guess(target)
        if (truth.some((codes) => codes.includes(value))) right += 1
      }
      return scoreOf(tried, right)
    }
    const all = score(targets, guessed)
    return result(
      'inference',
      knows,
      set.map(({ name }) => name),
      secret.name,
      {
        all,
        baseline: score(targets, () => usual),
        control: outsiders.length > 0 ? score(outsiders, guessed) : null,
        exposed: exposed && score(exposed, guessed),
      },
    )
  }
}

function result(
  kind: AttackKind,
  knows: Knows,
  columns: string[],
  about: string | null,
  scores: Pick<AttackResult, 'all' | 'baseline' | 'control' | 'exposed'>,
): AttackResult {
  const { all, baseline } = scores
  // Nothing found where nothing is found by chance either is a result; else it must lie clearly above guessing.
  const informative = all.successes === 0 && baseline.successes === 0 ? all.attempts > 0 : all.low > baseline.rate
  return { kind, knows, columns, about, ...scores, informative, words: inWords(kind, about, all, baseline) }
}

/** The 1 % of rows whose values are together the least frequent; ties in the order of rows. */
function rarest(columns: readonly { codes: Int32Array; values: number }[], rows: number): Int32Array {
  const scores = new Float64Array(rows)
  for (const { codes, values } of columns) {
    const counts = new Float64Array(values)
    for (const code of codes) counts[code]! += 1
    const logs = counts.map((count) => (count === 0 ? 0 : Math.log(count / rows)))
    for (let row = 0; row < rows; row++) scores[row]! += logs[codes[row]!]!
  }
  const wanted = Math.floor(rows * EXPOSED)
  if (wanted < FEWEST_EXPOSED) return new Int32Array(0)
  const limit = nth(scores.slice(), wanted - 1)
  const found = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (scores[row]! <= limit) found[count++] = row
  return found.slice(0, count)
}
