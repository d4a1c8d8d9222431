import type { CodeRef, RowKey, Rows } from '../engines/engine.ts'
import { ValueProblem } from '../errors.ts'
import type { Coded, Drawn, Entering, Perturbation } from '../perturbation.ts'
import { type CellText, type Expectation, follow, type Plan, perturbationOf, releasedColumns, Unfit } from '../plan.ts'
import { normaliseKey } from '../values/key.ts'
import { type RunContext, secretFor } from './context.ts'
import type { Bench } from './floors.ts'
import { groupsJudged } from './groups-judged.ts'
import { classesOf, type Dictionaries, type Leaves } from './leaves.ts'
import { type IsAnothers, loneRows } from './lone-rows.ts'
import type { SearchInput } from './search-input.ts'

/** The plan's perturbations, each once, in the order of the columns. */
export function perturbationsOf(plan: Plan): Perturbation[] {
  const known = new Map<string, Perturbation>()
  for (const column of releasedColumns(plan)) {
    const own = perturbationOf(column)
    if (own) known.set(JSON.stringify([own.technique, ...own.columns]), own)
  }
  return [...known.values()]
}

interface Given {
  context: RunContext
  dictionaries: Dictionaries
  /** of columns that are perturbed they become what is released: codes beside the rows */
  leaves: Map<string, Leaves>
  /** text of every leaf as released */
  released: Map<string, CellText[]>
  levels: Readonly<Record<string, number>>
  /** persons of the class of every tuple (of every profile, where histories count) before perturbation */
  classSize: { key: RowKey; sizes: Float64Array }
  /** what the recipe asks of classes, where rows are told by their tuples of the search; null: they are not */
  judged: SearchInput | null
  bench: Bench
}

interface ToldKey {
  key: RowKey
  texts: readonly CellText[]
}

/** Changes the rows as the plan's steps over rows say (privacy-rules A5: between search and checks). */
export async function perturb(given: Given): Promise<void> {
  const { context, leaves, released, classSize, bench, levels } = given
  const { plan, engine } = context
  const original: Pick<Given, 'leaves' | 'released'> = { leaves: new Map(leaves), released: new Map(released) }
  for (const perturbation of perturbationsOf(plan)) {
    const columns = perturbation.columns.map((name) => leaves.get(name)!)
    const texts = columns.map((own) => textsBefore(own, levels[own.column.name] ?? 0))
    const strata = await Promise.all(perturbation.by.map((name) => stratumKey(given, name)))
    const from = perturbation.from ?? []
    const told: ToldKey[] = []
    for (const name of from) told.push(await toldKey(given, name))
    const keys = [...columns.map((own): RowKey => ({ kind: 'leaf', leaf: own.ref })), ...strata, ...told.map(({ key }) => key)]
    const others = perturbation.avoidsLoneRows ? await otherColumns(given, perturbation.columns, original) : null
    const rows = await engine.rows({
      keys: [...keys, classSize.key, ...(others ?? []).flatMap(({ before, now }) => [before.key, now.key])],
      draws: perturbation.draws.map(({ by, purpose, value }) => ({
        by,
        key: secretFor(context, 'perturb', ...purpose),
        ...(value
          ? {
              value: {
                leaf: leaves.get(value.column)!.ref,
                labels: texts[perturbation.columns.indexOf(value.column)]!.map(value.as),
              },
            }
          : {}),
      })),
    })
    const { of: stratum, count } = strataOf(rows.keys.slice(columns.length, columns.length + strata.length), rows.rows)
    const classes = rows.keys[keys.length]!
    // Values that one text stands for are one from here on.
    const cells = columns.map((own, i): Coded => {
      const classes = classesOf(texts[i]!, own.rows)
      return { codes: rows.keys[i]!.map((leaf) => classes.codes[leaf]!), texts: classes.texts }
    })
    const entering: Entering = {
      rows: rows.rows,
      column: (name) => cells[perturbation.columns.indexOf(name)]!,
      told: (name) => {
        const i = from.indexOf(name)
        return { codes: rows.keys[columns.length + strata.length + i]!, texts: told[i]!.texts }
      },
      stratum,
      strata: count,
      person: rows.person,
      household: rows.household,
      classSize: Float64Array.from(classes, (id) => classSize.sizes[id]!),
      isAnothers: others === null ? () => false : isAnothersOf(given, columns[0]!, others, rows, keys.length + 1),
      fails: perturbation.groups !== null && given.judged ? groupsJudged(given.judged, { tuple: classes, person: rows.person }) : null,
      draws: rows.draws satisfies Drawn[],
      warn: (message) => bench.warn(message),
    }
    const changed = perturbation.change(entering)
    const placed: { column: string; codes: Int32Array }[] = []
    for (const own of columns) {
      const { name } = own.column
      const after = textsAfter(own, changed.get(name)!, levels[name] ?? 0)
      placed.push({ column: name, codes: after.codes })
      leaves.set(name, placedLeaves(own, after))
      released.set(name, [...after.texts])
    }
    await engine.place(placed)
  }
}

/** Rows are of one stratum where they agree in the columns as released. */
async function stratumKey({ context, dictionaries, leaves, released }: Given, name: string): Promise<RowKey> {
  const own = leaves.get(name)
  if (own) return { kind: 'leaf', leaf: own.ref, classes: classesOf(released.get(name) ?? own.texts(0), own.rows).codes }
  await dictionaries.need([name])
  if (!context.plan.columns.some((column) => column.name === name)) throw new RangeError('by: no column of the plan')
  return { kind: 'leaf', leaf: { column: name, marks: [], codes: dictionaries.values(name).length } }
}

/** A column's cells as released, equal texts of one code. */
async function toldKey({ context, dictionaries, leaves, released }: Given, name: string): Promise<ToldKey> {
  const own = leaves.get(name)
  if (own) {
    const classes = classesOf(released.get(name) ?? own.texts(0), own.rows)
    return { key: { kind: 'leaf', leaf: own.ref, classes: classes.codes }, texts: classes.texts }
  }
  if (!context.plan.columns.some((column) => column.name === name)) throw new RangeError('from: no column of the plan')
  await dictionaries.need([name])
  const texts = dictionaries.values(name)
  return { key: { kind: 'leaf', leaf: { column: name, marks: [], codes: texts.length } }, texts }
}

function strataOf(keys: readonly Int32Array[], rows: number): { of: Int32Array; count: number } {
  let of: Int32Array = new Int32Array(rows)
  let count = Math.min(1, rows)
  for (const codes of keys) {
    const numbers = new Map<number, number>()
    // Codes are below 2^31 and strata below 2^22 for all files that fit into memory; the product stays exact.
    const next = new Int32Array(rows)
    for (let row = 0; row < rows; row++) {
      const pair = of[row]! * 2 ** 31 + codes[row]!
      const known = numbers.get(pair) ?? numbers.size
      numbers.set(pair, known)
      next[row] = known
    }
    of = next
    count = numbers.size
  }
  return { of, count }
}

/** A column's cells as released, before any perturbation and now. */
interface Other {
  before: ToldKey
  now: ToldKey
}

/** The released columns beside those that are changed; pseudonyms tell nothing that an outsider knows. */
async function otherColumns(given: Given, changed: readonly string[], original: Pick<Given, 'leaves' | 'released'>): Promise<Other[]> {
  const others: Other[] = []
  for (const column of releasedColumns(given.context.plan)) {
    if (changed.includes(column.name) || column.cells.some(({ node }) => node === 'pseudonym')) continue
    const now = await toldKey(given, column.name)
    const isChanged = given.leaves.get(column.name) !== original.leaves.get(column.name)
    others.push({ now, before: isChanged ? await toldKey({ ...given, ...original }, column.name) : now })
  }
  return others
}

/** @param from - where the keys of the other columns stand among those of the rows */
function isAnothersOf(
  { released, levels }: Given,
  own: Leaves,
  others: readonly Other[],
  { keys, person }: Rows,
  from: number,
): IsAnothers {
  const { name } = own.column
  return loneRows(
    person,
    others.map(({ before, now }, i) => ({
      before: { codes: keys[from + 2 * i]!, texts: before.texts },
      now: { codes: keys[from + 2 * i + 1]!, texts: now.texts },
    })),
    { codes: keys[0]!, texts: released.get(name)! },
    wayOut(own, levels[name] ?? 0),
  )
}

const placeOf = (own: Leaves) => own.cells.findIndex(({ node }) => node === 'perturb')

/** Texts of leaves as they enter the step. */
function textsBefore(own: Leaves, level: number): CellText[] {
  const bits = 2 ** own.ref.marks.length
  const until = placeOf(own)
  return Array.from(own.rows, (rows, leaf) =>
    rows === 0 ? null : follow(own.cells, own.source(leaf), leaf % bits, level, normaliseKey, until),
  )
}

/** The rest of a changed text's way. */
const wayOut = (own: Leaves, level: number) => {
  const rest = own.cells.slice(placeOf(own) + 1)
  return (text: CellText): CellText => follow(rest, text, 0, level, normaliseKey)
}

/** Changed texts go the rest of their way; texts that become one are one code. */
function textsAfter(own: Leaves, { codes, texts }: Coded, level: number): Coded {
  if (placeOf(own) === own.cells.length - 1) return { codes, texts }
  const leave = wayOut(own, level)
  const unfit = new Map<number, Expectation>()
  const released = texts.map((text, code) => {
    try {
      return leave(text)
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
      unfit.set(code, error.expects)
      return null
    }
  })
  if (unfit.size > 0) {
    const rows = codes.reduce((sum, code) => sum + (unfit.has(code) ? 1 : 0), 0)
    const [{ kind, mend }] = unfit.values() as unknown as [Expectation]
    throw new ValueProblem(own.column.name, rows, kind, mend)
  }
  const classes = classesOf(released, new Float64Array(released.length).fill(1))
  return { codes: codes.map((code) => classes.codes[code]!), texts: classes.texts }
}

/** What a perturbed column is from here on: its released texts are its leaves. */
function placedLeaves(own: Leaves, { codes, texts }: Coded): Leaves {
  const rows = new Float64Array(texts.length)
  for (const code of codes) rows[code]!++
  const ref: CodeRef = { column: own.column.name, marks: [], codes: texts.length, placed: true }
  return { column: own.column, ref, rows, cells: [], source: (leaf) => texts[leaf]!, texts: () => [...texts], entering: [...texts] }
}
