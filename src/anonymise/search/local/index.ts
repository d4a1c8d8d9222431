import { evaluate } from '../evaluate.ts'
import type { Evaluation, Histogram, Requirement, SearchColumn } from '../types.ts'
import { anneal } from './anneal.ts'
import { type ColumnTree, columnTree } from './column-tree.ts'
import { gatherFinest } from './gather-finest.ts'
import { improve } from './improve.ts'
import { type Effort, partition } from './partition.ts'
import { lossOf, type Problem, partOf } from './problem.ts'
import { regroup } from './regroup.ts'
import { setsFit } from './unit-sets.ts'
import { gather, type Lot } from './units.ts'

export type { ColumnTree } from './column-tree.ts'

export interface LocalOptions {
  /** what a cell of each column counts, as it is chosen what to give up; 1 */
  weights?: readonly number[]
  /** lowest and highest level that cells may take, per column; the column's own */
  levels?: readonly (readonly [number, number])[]
  /** numbers of the released texts of a column's nodes, so that what is counted is what is written; each node its own */
  texts?: (column: number, tree: ColumnTree) => Int32Array
  /** columns whose cells may change; the others are part of what persons must share as they are */
  recodes: readonly boolean[]
}

/** Every record with its own levels. */
export interface LocalResult {
  /** of the finished file, counted anew; who can be made like nobody goes, as far as the requirement lets them */
  evaluation: Evaluation
  /** per column its labels; null for a column that stays */
  trees: (ColumnTree | null)[]
  /** per column the node of every position of `profileTuples`; null for a column that stays */
  nodes: (Int32Array | null)[]
}

/**
 * Local recoding: parts of the file get different levels, so that every record stays and every class of equal records holds what is
 * asked. The same rows in any order give the same result. The classes are counted anew on what comes out (privacy-rules C3): where a
 * model does not hold, classes are joined with those that cost least until all hold, or until nothing is left to join: then those in
 * whose class it still does not hold go, if so many may.
 */
export function recodeLocally(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  options: LocalOptions,
): LocalResult {
  const trees = columns.map((column, c) =>
    options.recodes[c] ? columnTree(column, usedLeaves(histogram.columns[c]!), options.weights?.[c] ?? 1, options.levels?.[c]) : null,
  )
  const codes = trees.map(
    (tree, c) => tree && (options.texts?.(c, tree) ?? Int32Array.from({ length: tree.tree.nodes }, (_, node) => node)),
  )
  const lots = gather(trees, histogram)
  const classes = lots.map((lot) => classesOf(lot, requirement))
  const nobodyGoes = { ...requirement, maxSuppressedRows: 0, maxSuppressedPersons: 0 }
  for (;;) {
    const nodes = label(trees, histogram, lots, classes)
    const evaluation = recount(columns, histogram, nobodyGoes, { trees, codes, nodes })
    if (evaluation.suppressedPersons === 0) return { evaluation, trees, nodes }
    let joined = false
    lots.forEach((lot, i) => {
      if (joinFailing(lot, classes[i]!, evaluation.suppressedProfiles)) joined = true
    })
    if (!joined) return { evaluation: recount(columns, histogram, requirement, { trees, codes, nodes }), trees, nodes }
  }
}

function usedLeaves(codes: Int32Array): number[] {
  return [...new Set(codes)].sort((a, b) => a - b)
}

interface Work {
  effort: Effort
  rounds: number
  /** classes formed anew together, the part of them to begin with, and how many times */
  pool: number
  share: number
  times: number
}

/** The larger the classes asked for, the fewer there are, and the more ways to form them can be tried. */
function workFor(units: number, k: number): Work {
  if (units > MOST_UNITS) return { effort: ONCE, rounds: 0, pool: 0, share: 0, times: 0 }
  if (units > 40_000) return { effort: ONCE, rounds: 1, pool: 6, share: 0.2, times: k >= 10 ? 1 : 0 }
  if (units < 1_000 && k < 50) return { effort: { trials: 3, smallest: 30 }, rounds: 2, pool: 8, share: 1, times: 3 }
  if (k >= 50) return { effort: { trials: 3, smallest: 30 }, rounds: 1, pool: 10, share: 1, times: 2 }
  if (k >= 10) return { effort: ONCE, rounds: 1, pool: 10, share: 1, times: 3 }
  return { effort: ONCE, rounds: 1, pool: 6, share: 0.2, times: 1 }
}

const ONCE: Effort = { trials: 1, smallest: 0 }

/** From classes of so many persons on, units cut from above alone may lose less: the labels that many share are coarse ones. */
const CUT_FROM = 20

/** Beyond so many units classes stay as they were formed first. */
const MOST_UNITS = 150_000

/** Classes of so many persons are few enough for their labels to be annealed, with so many looks for each and for all. */
const LARGE = 50
const LOOKS_FOR_EACH = 1.2e6
const MOST_LOOKS = 3e8

function classesOf(lot: Lot, requirement: Requirement): number[][] {
  const k = requirement.k ?? 1
  const problem: Problem = { trees: lot.trees, units: lot.units, leaf: lot.leaf, weight: lot.weight, k }
  const gathered = gatherFinest(problem)
  if (gathered && gathered.classes.length > 0) {
    const { classes, left } = gathered
    if (left.reduce((sum, unit) => sum + lot.weight[unit]!, 0) >= k) {
      const part = partOf(problem, left)
      classes.push(...partition(part, ONCE).map((members) => members.map((unit) => left[unit]!)))
    } else classes[classes.length - 1]!.push(...left)
    return betterGathered(problem, k < CUT_FROM ? classes : lessLost(problem, classes, partition(problem, ONCE)))
  }
  const work = workFor(lot.units, k)
  let classes = partition(problem, work.effort)
  if (work.rounds > 0) classes = improve(problem, classes, work.rounds)
  for (let time = 0; time < work.times; time++) {
    const formed = regroup(problem, classes, work.pool, work.share)
    classes = improve(problem, formed.classes, 1)
    if (formed.gained === 0) break
  }
  return k >= LARGE && lot.units <= MOST_UNITS ? annealed(problem, classes) : classes
}

function betterGathered(problem: Problem, classes: number[][]): number[][] {
  if (problem.units > MOST_UNITS) return classes
  if (problem.k >= LARGE) return annealed(problem, classes)
  const bettered = improve(problem, classes, 1)
  if (problem.k < 10 || problem.units > 40_000) return bettered
  return improve(problem, regroup(problem, bettered, 6, 0.3).classes, 1)
}

function annealed(problem: Problem, classes: number[][]): number[][] {
  if (!setsFit(problem)) return classes
  const found = anneal(problem, classes, Math.min(MOST_LOOKS, LOOKS_FOR_EACH * classes.length))
  return lessLost(problem, classes, found)
}

const lessLost = (problem: Problem, one: number[][], other: number[][]) => (lossOf(problem, other) < lossOf(problem, one) ? other : one)

/** Nodes of every position: what the units of a class have in common. */
function label(
  trees: readonly (ColumnTree | null)[],
  histogram: Histogram,
  lots: readonly Lot[],
  classes: readonly number[][][],
): (Int32Array | null)[] {
  const nodes = trees.map((tree) => (tree ? new Int32Array(histogram.profileTuples.length) : null))
  const recoded = trees.flatMap((tree, c) => (tree ? [c] : []))
  lots.forEach((lot, i) => {
    const q = recoded.length
    for (const members of classes[i]!) {
      const labels = lot.labelsOf(members, histogram)
      for (const unit of members)
        for (let p = lot.profileStart[unit]!; p < lot.profileStart[unit + 1]!; p++)
          for (let slot = 0; slot < lot.slots; slot++) {
            const position = lot.positions[p * lot.slots + slot]!
            for (let c = 0; c < q; c++) nodes[recoded[c]!]![position] = labels[slot * q + c]!
          }
    }
  })
  return nodes
}

interface Finished {
  trees: readonly (ColumnTree | null)[]
  codes: readonly (Int32Array | null)[]
  nodes: readonly (Int32Array | null)[]
}

/** Counts the finished classes by what they hold, with nothing of how they came about. */
function recount(
  columns: readonly SearchColumn[],
  histogram: Histogram,
  requirement: Requirement,
  { trees, codes, nodes }: Finished,
): Evaluation {
  const positions = histogram.profileTuples.length
  const finished = columns.map((column, c): SearchColumn => {
    const tree = trees[c]
    if (!tree) return { ...column, levels: [column.levels[column.min]!], min: 0, max: 0 }
    // The leaf of a finished cell is its node; the class of a node is its text.
    const code = codes[c]!
    const covered = new Float64Array(tree.tree.nodes)
    tree.covered.forEach((values, node) => {
      covered[code[node]!] = Math.max(covered[code[node]!]!, values)
    })
    return { ...column, levels: [{ code, classes: tree.tree.nodes, covered }], min: 0, max: 0 }
  })
  const spread: Histogram = {
    ...histogram,
    columns: columns.map((_, c) => nodes[c] ?? histogram.profileTuples.map((tuple) => histogram.columns[c]![tuple]!)),
    tuples: positions,
    profileTuples: Int32Array.from({ length: positions }, (_, position) => position),
  }
  return evaluate(
    finished,
    spread,
    requirement,
    columns.map(() => 0),
  )
}

/** Joins classes in which somebody would have to go with the class that they cost least with. */
function joinFailing(lot: Lot, classes: number[][], gone: Uint8Array): boolean {
  const fails = (members: readonly number[]) =>
    members.some((unit) => {
      for (let p = lot.profileStart[unit]!; p < lot.profileStart[unit + 1]!; p++) if (gone[lot.profiles[p]!] === 1) return true
      return false
    })
  const failing = classes.filter(fails)
  if (failing.length === 0 || classes.length < 2) return false
  const q = lot.trees.length
  const weightOf = (members: readonly number[]) => members.reduce((sum, unit) => sum + lot.weight[unit]!, 0)
  const known = new Map(classes.map((members) => [members, { labels: lot.common(members), weight: weightOf(members) }]))
  const costOf = (labels: Int32Array) => labels.reduce((sum, node, c) => sum + lot.trees[c]!.cost[node]!, 0)
  const alive = new Set(classes)
  // Who has been joined already is counted again first.
  const grown = new Set<number[]>()
  for (const members of failing) {
    if (!alive.has(members) || grown.has(members) || alive.size < 2) continue
    const own = known.get(members)!
    let best: number[] | null = null
    let least = Number.POSITIVE_INFINITY
    for (const other of alive) {
      if (other === members) continue
      const theirs = known.get(other)!
      const total = own.weight + theirs.weight
      const base = theirs.weight * costOf(theirs.labels)
      let sum = 0
      for (let c = 0; c < q && sum * total - base < least; c++)
        sum += lot.trees[c]!.cost[lot.trees[c]!.join(own.labels[c]!, theirs.labels[c]!)]!
      if (sum * total - base < least) {
        least = sum * total - base
        best = other
      }
    }
    const theirs = known.get(best!)!
    const labels = own.labels.map((node, c) => lot.trees[c]!.join(node, theirs.labels[c]!))
    best!.push(...members)
    known.set(best!, { labels, weight: own.weight + theirs.weight })
    alive.delete(members)
    grown.add(best!)
  }
  classes.splice(0, classes.length, ...classes.filter((members) => alive.has(members)))
  return true
}
