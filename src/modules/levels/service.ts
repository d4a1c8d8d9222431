import { asc, desc } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import {
  type Actor,
  hasRole,
  idFrom,
  isStaffRole,
  japanDate,
  NotFound,
  ok,
  PermissionDenied,
  type Result,
  refused,
  unlessConflict,
} from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { findEntry, type RegisterEntry } from '../register/index.ts'
import { LEVELS } from './document.ts'
import { answersFor, checkStep, type LevelAction, type LevelStep, levelActions, proposesFor, type Standing, standingOf } from './rules.ts'
import { levelSteps, levelSwitches } from './schema.ts'

type Row = typeof levelSteps.$inferSelect

/** One product of a file with all its steps, oldest first. */
export interface Product {
  id: string
  entryId: string
  steps: Row[]
  standing: Standing
}

/** What was typed for a step. */
export type TypedStep = Record<'product' | 'dataLevel' | 'finding' | 'reason' | 'expert' | 'givenOn', string>

export const rolesIn = (actor: Actor, organisationId: string) => actor.roles[organisationId] ?? []

/** To anybody but the organisation's staff there are no levels. @throws {NotFound} */
export function checkStaff(actor: Actor | undefined, organisationId: string): Actor {
  if (!actor || !rolesIn(actor, organisationId).some(isStaffRole)) throw new NotFound('levels')
  return actor
}

const lastSwitch = async (deps: Deps, organisationId: string) =>
  (
    await deps.db.select().from(levelSwitches).where(inOrganisation(levelSwitches, organisationId)).orderBy(desc(levelSwitches.no)).limit(1)
  )[0]

export const isOn = async (deps: Deps, organisationId: string): Promise<boolean> => (await lastSwitch(deps, organisationId))?.isOn ?? false

/** An administrator begins or ends deciding by levels; what was decided stays on record. Refusals: changed-meanwhile. */
export async function switchLevels(deps: Deps, actor: Actor, organisationId: string, on: boolean): Promise<Result<unknown>> {
  if (!hasRole(actor, organisationId, 'administrator')) throw new PermissionDenied('switch-levels')
  const last = await lastSwitch(deps, organisationId)
  if ((last?.isOn ?? false) === on) return ok(undefined)
  const event = {
    ...{ organisationId, actorId: actor.userId, type: on ? 'levels-begun' : 'levels-ended', subject: `organisation:${organisationId}` },
    facts: { document: LEVELS.id, version: LEVELS.version },
  }
  const row = { organisationId, no: (last?.no ?? 0) + 1, isOn: on, switchedAt: deps.clock(), switchedBy: actor.userId }
  return unlessConflict({ code: 'changed-meanwhile' }, () =>
    writeWithAudit(deps, [event], () => [deps.db.insert(levelSwitches).values(row)], { unique: ['level_switches.organisation_id'] }),
  )
}

/** Every product of the organisation's files, the last touched first; of one file if given. */
export async function productsOf(deps: Deps, organisationId: string, entryId?: string): Promise<Product[]> {
  const rows = await deps.db.select().from(levelSteps).where(inOrganisation(levelSteps, organisationId)).orderBy(asc(levelSteps.no))
  const byId = new Map<string, Row[]>()
  for (const row of rows) if (entryId === undefined || row.entryId === entryId) byId.set(row.id, [...(byId.get(row.id) ?? []), row])
  return [...byId]
    .map(([id, steps]) => ({ id, entryId: steps[0]!.entryId, steps, standing: standingOf(steps) }))
    .sort((a, b) => b.steps.at(-1)!.at - a.steps.at(-1)!.at || (a.id < b.id ? -1 : 1))
}

/** Products that wait for this person: to be agreed to, or stopped and to be decided again. */
export async function levelsWaiting(deps: Deps, actor: Actor, organisationId: string) {
  if (!(await isOn(deps, organisationId))) return []
  return (await productsOf(deps, organisationId)).flatMap(({ id, steps, standing }) => {
    const actions = levelActions(LEVELS, standing, rolesIn(actor, organisationId), actor.userId)
    if (!actions.includes('agree') && !actions.includes('opinion')) return []
    return [{ id, product: standing.proposal.product, isStopped: standing.state === 'stopped', since: steps.at(-1)!.at }]
  })
}

/** @throws {NotFound} */
export async function loadProduct(deps: Deps, organisationId: string, id: string): Promise<Product & { entry: RegisterEntry }> {
  const product = (await productsOf(deps, organisationId)).find((one) => one.id === id)
  const entry = product && (await findEntry(deps.db, organisationId, product.entryId))
  if (!product || !entry) throw new NotFound('product')
  return { ...product, entry }
}

const stepOf = (kind: LevelAction, party: string, typed: TypedStep): LevelStep => {
  const { product, dataLevel, finding, reason, expert, givenOn } = typed
  if (kind === 'propose') return { kind, party, product: product.trim(), dataLevel, finding, reason: reason.trim() }
  if (kind === 'opinion') return { kind, expert: expert.trim(), reason: reason.trim(), givenOn }
  return kind === 'stop' ? { kind, reason: reason.trim() } : { kind, party, reason: reason.trim() }
}

const EVENTS: Record<LevelAction, string> = {
  propose: 'level-proposed',
  agree: 'level-agreed',
  decline: 'level-declined',
  stop: 'level-stopped',
  opinion: 'level-opinion-heard',
}

/** Proposes who may see a new product of a file. @returns its id. Refusals: by field */
export async function proposeProduct(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  entryId: string,
  typed: TypedStep,
): Promise<Result<string>> {
  const party = proposesFor(LEVELS, rolesIn(actor, organisationId))
  if (!party) throw new PermissionDenied('level-propose')
  const step = stepOf('propose', party.id, typed)
  const refusals = checkStep(LEVELS, step, japanDate(deps.clock()))
  const entry = await findEntry(deps.db, organisationId, entryId)
  if (!entry || entry.archivedAt) refusals.push({ code: 'required', field: 'entry' })
  if (refusals.length > 0) return refused(...refusals)
  const id = idFrom(deps.random(20))
  const done = await write(deps, actor, organisationId, { id, entryId, no: 1, step })
  return done.ok ? ok(id) : done
}

/** Takes one step about a product as it was shown. Refusals: changed-meanwhile, by field. @throws {PermissionDenied} */
export async function takeStep(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  id: string,
  shown: number,
  kind: LevelAction,
  typed: TypedStep,
): Promise<Result<unknown>> {
  const { steps, standing, entryId } = await loadProduct(deps, organisationId, id)
  if (steps.length !== shown) return refused({ code: 'changed-meanwhile' })
  const roles = rolesIn(actor, organisationId)
  if (!levelActions(LEVELS, standing, roles, actor.userId).includes(kind)) throw new PermissionDenied(`level-${kind}`)
  const party = kind === 'propose' ? proposesFor(LEVELS, roles) : answersFor(LEVELS, roles, actor.userId, standing)
  const step = stepOf(kind, party?.id ?? '', { ...typed, product: typed.product || standing.proposal.product })
  const refusals = checkStep(LEVELS, step, japanDate(deps.clock()))
  if (refusals.length > 0) return refused(...refusals)
  return write(deps, actor, organisationId, { id, entryId, no: shown + 1, step })
}

function write(deps: Deps, actor: Actor, organisationId: string, row: Pick<Row, 'id' | 'entryId' | 'no' | 'step'>) {
  const event = {
    ...{ organisationId, actorId: actor.userId, type: EVENTS[row.step.kind], subject: `level:${row.id}` },
    facts: { step: row.no, ...(row.step.kind === 'propose' ? { dataLevel: row.step.dataLevel, finding: row.step.finding } : {}) },
  }
  const full = { ...row, organisationId, document: `${LEVELS.id} ${LEVELS.version}`, at: deps.clock(), by: actor.userId }
  return unlessConflict({ code: 'changed-meanwhile' }, () =>
    writeWithAudit(deps, [event], () => [deps.db.insert(levelSteps).values(full)], { unique: ['level_steps.id'] }),
  )
}
