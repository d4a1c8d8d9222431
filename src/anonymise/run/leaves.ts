import type { CodeRef, Engine, Predicate } from '../engines/engine.ts'
import { ValueProblem } from '../errors.ts'
import { type CellNode, type CellText, type Condition, type Expectation, follow, type PlanColumn, Unfit } from '../plan.ts'
import { normaliseKey } from '../values/key.ts'

/** The codes of the columns that a run has asked for, and what it knows of them. */
export class Dictionaries {
  readonly #engine: Engine
  readonly #values: Map<string, CellText[]>

  /** @param known - columns coded already */
  constructor(engine: Engine, known: Map<string, CellText[]>) {
    this.#engine = engine
    this.#values = new Map(known)
  }

  async need(columns: readonly string[]): Promise<void> {
    const missing = [...new Set(columns)].filter((column) => !this.#values.has(column))
    if (missing.length === 0) return
    for (const [column, values] of await this.#engine.encode(missing)) this.#values.set(column, values)
  }

  values(column: string): CellText[] {
    const values = this.#values.get(column)
    if (!values) throw new Error(`column not coded: ${column}`)
    return values
  }

  has(column: string): boolean {
    return this.#values.has(column)
  }

  /**
   * A condition as tables of truth over codes.
   * @throws {ValueProblem} if rows hold a value that cannot be compared
   */
  async predicate(condition: Condition): Promise<Predicate> {
    switch (condition.kind) {
      case 'cell': {
        await this.need([condition.column])
        const odd: number[] = []
        const holds = Uint8Array.from(this.values(condition.column), (value, code) => {
          const answer = condition.holds(value)
          if (answer === undefined) odd.push(code)
          return answer ? 1 : 0
        })
        if (odd.length > 0) await this.refuse(condition.column, odd, condition.expects)
        return { kind: 'codes', column: condition.column, holds }
      }
      case 'count':
        return { kind: 'count', of: condition.of, where: await this.predicate(condition.where), atLeast: condition.atLeast }
      case 'not':
        return { kind: 'not', of: await this.predicate(condition.of) }
      default: {
        const of: Predicate[] = []
        for (const part of condition.of) of.push(await this.predicate(part))
        return { kind: condition.kind, of }
      }
    }
  }

  /** Throws if any row still holds one of the codes. */
  async refuse(column: string, codes: readonly number[], expects: Expectation): Promise<void> {
    const tally = await this.#engine.tally(column)
    const rows = codes.reduce((sum, code) => sum + tally[code]!, 0)
    if (rows > 0) throw new ValueProblem(column, rows, expects.kind, expects.mend)
  }
}

/** A released column as leaves: source code and, per blank step, whether its condition holds; and the text of each leaf. */
export interface Leaves {
  column: PlanColumn
  ref: CodeRef
  /** rows still there per leaf */
  rows: Float64Array
  /** steps with thresholds settled */
  cells: CellNode[]
  /** released text per leaf at a level of the ladder; unused leaves are null. A pseudonym stands as the normalised key. */
  texts: (level: number) => CellText[]
  /** the source value of a leaf */
  source: (leaf: number) => CellText
  /** the text entering the generalise step per leaf (the whole way, if there is none) */
  entering: CellText[]
}

/** @throws {ValueProblem} if a step does not know a value that rows hold */
export async function leavesOf(
  engine: Engine,
  dictionaries: Dictionaries,
  column: PlanColumn,
  marks: readonly string[],
  cells: CellNode[],
): Promise<Leaves> {
  await dictionaries.need([column.name])
  const values = dictionaries.values(column.name)
  const ref: CodeRef = { column: column.name, marks, codes: values.length }
  const rows = marks.length === 0 ? await engine.tally(column.name) : await tallyLeaves(engine, ref)
  const ladderAt = cells.findIndex((cell) => cell.node === 'generalise')
  const walk = (level: number, until: number): CellText[] => {
    let unfit: Expectation | null = null
    let unfitRows = 0
    const texts = Array.from(rows, (count, leaf): CellText => {
      if (count === 0) return null
      try {
        return follow(cells, values[Math.floor(leaf / 2 ** marks.length)]!, leaf % 2 ** marks.length, level, normaliseKey, until)
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        unfit = error.expects
        unfitRows += count
        return null
      }
    })
    const expects = unfit as Expectation | null
    if (expects) throw new ValueProblem(column.name, unfitRows, expects.kind, expects.mend)
    return texts
  }
  return {
    column,
    ref,
    rows,
    cells,
    source: (leaf) => values[Math.floor(leaf / 2 ** marks.length)]!,
    texts: (level) => walk(level, cells.length),
    entering: walk(0, ladderAt === -1 ? cells.length : ladderAt),
  }
}

async function tallyLeaves(engine: Engine, ref: CodeRef): Promise<Float64Array> {
  const rows = new Float64Array(ref.codes * 2 ** ref.marks.length)
  const counted = await engine.groups([{ kind: 'leaf', leaf: ref }])
  counted.codes[0]!.forEach((leaf, i) => {
    rows[leaf] = counted.rows[i]!
  })
  return rows
}

/** Integer classes of texts: equal texts have equal codes, numbered by first use. */
export function classesOf(texts: readonly CellText[], used: Float64Array): { codes: Int32Array; texts: CellText[] } {
  const numbers = new Map<CellText, number>()
  const codes = new Int32Array(texts.length).fill(-1)
  texts.forEach((text, leaf) => {
    if (used[leaf] === 0) return
    let code = numbers.get(text)
    if (code === undefined) {
      code = numbers.size
      numbers.set(text, code)
    }
    codes[leaf] = code
  })
  return { codes, texts: [...numbers.keys()] }
}
