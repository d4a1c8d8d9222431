import type { Tuples } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import { type CellText, quasiIdentifiers } from '../plan.ts'
import { blankForWildcard, MOST_COLUMNS } from '../search/cells/wildcard.ts'
import { type ColumnTree, recodeLocally } from '../search/local/index.ts'
import type { Evaluation } from '../search/types.ts'
import type { LocalFindings, RunContext } from './context.ts'
import { classesOf, type Leaves } from './leaves.ts'
import type { SearchInput } from './search-input.ts'

/** The released rows by position, and what is known of them. */
export interface Recoded {
  evaluation: Evaluation
  findings: LocalFindings
  /** positions as tuples of their own: what counts classes by tuple counts by position */
  positions: Tuples
  /** leaves of the recoded columns as they leave */
  leaves: Map<string, Leaves>
}

/** Name of the column of released codes beside that of the source. */
const recodedName = (column: string) => `\u0000${column}`

/**
 * Gives every record its own levels (`search.recoding`: "local"), or hides single cells at the levels of the search (`search.cells`).
 * The engine holds the released codes beside the rows from then on.
 */
export async function recode(
  context: RunContext,
  built: SearchInput,
  leaves: ReadonlyMap<string, Leaves>,
  start: Evaluation,
  how: 'local' | 'cells',
): Promise<Recoded> {
  const { plan, engine, clock } = context
  const started = clock()
  const quasi = new Set(quasiIdentifiers(plan).map(({ name }) => name))
  const recodes = built.columns.map(({ name }) => quasi.has(name))
  const labels: { texts: CellText[]; codeOf: Int32Array }[] = []
  const { evaluation, trees, nodes } = recodeLocally(built.columns, built.histogram, built.requirement, {
    recodes,
    texts: (c, tree) => {
      labels[c] = labelsOf(tree, leaves.get(built.columns[c]!.name)!)
      return labels[c]!.codeOf
    },
    weights: built.columns.map(({ name }) => context.recipe.search.weights?.get(name) ?? 1),
    ...(how === 'cells' ? { levels: start.levels.map((level) => [level, level] as const) } : {}),
  })
  const { profileStart, profileTuples, profilePersons } = built.histogram
  const rowsAt = new Float64Array(profileTuples.length)
  const gone = new Uint8Array(profileTuples.length)
  for (let p = 0; p < profilePersons.length; p++)
    for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) {
      rowsAt[i] = profilePersons[p]!
      gone[i] = evaluation.suppressedProfiles[p]!
    }
  const rows = rowsAt.reduce((sum, n) => sum + n, 0)

  const recoded = new Map<string, Leaves>()
  const placed: { name: string; codes: Int32Array }[] = []
  const classes: Int32Array[] = []
  const columns: LocalFindings['columns'] = Object.create(null)
  const shares: { lost: number; least: number }[] = []
  let hidden = 0
  built.columns.forEach((column, c) => {
    const tree = trees[c]
    const at = nodes[c]
    if (!tree || !at) {
      classes.push(profileTuples.map((tuple) => column.levels[column.min]!.code[built.histogram.columns[c]![tuple]!]!))
      return
    }
    const own = leaves.get(column.name)!
    const { texts, codeOf } = labels[c]!
    const codes = at.map((node) => codeOf[node]!)
    const held = new Float64Array(texts.length)
    const levels: Record<string, number> = Object.create(null)
    let hiddenRows = 0
    let covered = 0
    at.forEach((node, position) => {
      const n = rowsAt[position]!
      held[codes[position]!]! += n
      // A record that goes has lost every cell, and has no level.
      covered += n * (gone[position] === 1 ? tree.leaves : tree.covered[node]!)
      if (gone[position] === 1) return
      const level = tree.level[node]!
      if (level === -1 || (tree.leaves > 1 && tree.covered[node] === tree.leaves)) hiddenRows += n
      if (level >= 0) levels[level] = (levels[level] ?? 0) + n
    })
    hidden += hiddenRows
    for (const level of Object.keys(levels)) levels[level]! /= rows
    columns[column.name] = { levels, hidden: hiddenRows / rows }
    if (tree.leaves > 0) shares.push({ lost: covered / rows / tree.leaves, least: 1 / tree.leaves })
    placed.push({ name: recodedName(column.name), codes })
    classes.push(codes)
    recoded.set(column.name, {
      ...own,
      ref: { column: recodedName(column.name), marks: [], codes: texts.length },
      rows: held,
      texts: () => texts,
      source: (code) => texts[code]!,
      entering: texts,
    })
  })
  if (placed.length > 0) await engine.recode(placed)
  const mean = (of: (share: { lost: number; least: number }) => number) =>
    shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + of(share), 0) / shares.length
  const least = mean((share) => share.least)
  return {
    evaluation,
    findings: {
      recoding: how,
      cellLoss: least === 1 ? 0 : Math.max(0, (mean((share) => share.lost) - least) / (1 - least)),
      hidden,
      columns,
      kWildcard: null,
      seconds: clock() - started,
    },
    positions: {
      tuples: profileTuples.length,
      columns: classes,
      rows: rowsAt,
      persons: rowsAt,
      ...(built.tuples.profiles
        ? {
            profiles: {
              start: profileStart,
              tuples: Int32Array.from(profileTuples, (_, position) => position),
              persons: built.tuples.profiles.persons,
            },
          }
        : {}),
    },
    leaves: recoded,
  }
}

/** More rows than this are too many to compare each with each. */
const MOST_COMPARED = 20_000

/**
 * Cells that would be emptied if an empty cell matched every value, as the field's tools count. The figure is for comparison:
 * nothing is met by it, and nothing is released (privacy-rules A6).
 * @throws {InputProblem} if there are too many rows or columns
 */
export function compareWildcard(
  context: RunContext,
  built: SearchInput,
  leaves: ReadonlyMap<string, Leaves>,
  start: Evaluation,
): Omit<Recoded, 'positions' | 'leaves'> {
  const { plan, clock, recipe } = context
  const started = clock()
  const names = quasiIdentifiers(plan).map(({ name }) => name)
  const { rows: counts } = built.tuples
  const rows = counts.reduce((sum, n) => sum + n, 0)
  if (rows > MOST_COMPARED || names.length > MOST_COLUMNS)
    throw new InputProblem(`"nulls": "any" で比べられるのは、${MOST_COMPARED}行、準識別子${MOST_COLUMNS}列までです`)
  const places = names.map((name) => built.columns.findIndex((column) => column.name === name))
  const columns = names.map((name, i) => {
    const own = leaves.get(name)!
    const { codes, texts } = classesOf(own.texts(start.levels[places[i]!]!), own.rows)
    const none = texts.indexOf(null)
    const codeOf = (leaf: number) => (codes[leaf] === none ? -1 : codes[leaf]!)
    const ofTuple = built.histogram.columns[places[i]!]!.map(codeOf)
    return Int32Array.from(Array.from(counts, (count, tuple) => Array<number>(count).fill(ofTuple[tuple]!)).flat())
  })
  const weights = names.map((name) => recipe.search.weights?.get(name) ?? 1)
  const { blank, cells, kWildcard } = blankForWildcard(columns, recipe.privacy.k ?? 2, weights)
  const shares: LocalFindings['columns'] = Object.create(null)
  names.forEach((name, c) => {
    const emptied = blank.filter((set, row) => (set >> c) & 1 && columns[c]![row] !== -1).length
    shares[name] = { levels: { [start.levels[places[c]!]!]: 1 - emptied / rows }, hidden: emptied / rows }
  })
  return {
    evaluation: { ...start, met: false },
    findings: {
      recoding: 'cells',
      cellLoss: rows === 0 ? 0 : cells / (rows * names.length),
      hidden: cells,
      columns: shares,
      kWildcard,
      seconds: clock() - started,
    },
  }
}

/** Texts of the nodes; nodes of equal text are one value. A hidden cell is empty. */
function labelsOf({ tree, level, example }: ColumnTree, own: Leaves): { texts: CellText[]; codeOf: Int32Array } {
  const byLevel = new Map<number, CellText[]>()
  const numbers = new Map<CellText, number>()
  const codeOf = new Int32Array(tree.nodes)
  for (let node = 0; node < tree.nodes; node++) {
    const at = level[node]!
    let text: CellText = null
    if (at >= 0) {
      let texts = byLevel.get(at)
      if (!texts) {
        texts = own.texts(at)
        byLevel.set(at, texts)
      }
      text = texts[example[node]!]!
    }
    let code = numbers.get(text)
    if (code === undefined) {
      code = numbers.size
      numbers.set(text, code)
    }
    codeOf[node] = code
  }
  return { texts: [...numbers.keys()], codeOf }
}
