import type { LoadRequest, TextKey } from '../engines/engine.ts'
import { blanksOf, columnsOf, type Plan, type PlanColumn, releasedColumns, type Unit } from '../plan.ts'
import { identityColumns } from './checks.ts'
import { perturbationsOf } from './perturb.ts'

export const textKey = (plan: Plan, column: PlanColumn, marks: ReadonlyMap<string, string[]>): TextKey =>
  column.name === plan.household
    ? { kind: 'household', marks: marks.get(column.name) ?? [] }
    : { kind: 'text', column: column.name, marks: marks.get(column.name) ?? [] }

export const roleOf = (plan: Plan, column: string): 'person' | 'household' | null =>
  column === plan.person ? 'person' : column === plan.household ? 'household' : null

export const isPseudonym = (column: PlanColumn) => column.cells.some((cell) => cell.node === 'pseudonym')

/** Columns whose cells depend on the value: their distinct values are walked in TypeScript. */
export const needsLeaves = (column: PlanColumn): boolean =>
  column.class === 'quasi-identifier' || (!isPseudonym(column) && column.cells.some((cell) => cell.node !== 'blank')) || column.modelled

/** What anything of the plan reads, as text or as codes. Other columns stay in the file on disk, unless draws need whole records. */
export function toLoad(plan: Plan): LoadRequest {
  const all = plan.columns.map(({ name }) => name)
  const conditions = [
    ...plan.records.flatMap((step) => (step.node === 'delete' ? columnsOf(step.where) : [])),
    ...plan.columns.flatMap((column) => blanksOf(column).flatMap(columnsOf)),
  ]
  const released = releasedColumns(plan)
  const perturbations = perturbationsOf(plan)
  const codes = new Set([
    ...perturbations.flatMap(({ by, from = [] }) => [...by, ...from]),
    ...released.filter(needsLeaves).map(({ name }) => name),
    ...conditions,
  ])
  const byRecord = ({ by }: { by: Unit }) => by === 'record' || (by === 'person' && plan.person === null)
  const wholeRecords =
    plan.records.some((step) => (step.node === 'sample' && byRecord(step)) || (step.node === 'synthesise' && plan.person === null)) ||
    perturbations.some(({ draws }) => draws.some(byRecord))
  const texts = new Set([
    ...released.filter((column) => !needsLeaves(column) && roleOf(plan, column.name) === null).map(({ name }) => name),
    ...(plan.person === null && !plan.personDeclined ? identityColumns(plan) : []),
  ])
  return {
    texts: wholeRecords ? all : all.filter((name) => texts.has(name)),
    codes: all.filter((name) => codes.has(name)),
    person: plan.person,
    household: plan.household,
    pairs: new Map(plan.columns.flatMap(({ name, pair }) => (pair ? [[name, pair]] : []))),
  }
}
