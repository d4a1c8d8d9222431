import { sha256 } from '@noble/hashes/sha2.js'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { peopleNames } from '../../auth/index.ts'
import { type Actor, hex, japanDate, NotFound, ok, type Refusal, type Result, refused, unlessConflict } from '../../core/index.ts'
import { deadlineOf, type Programme } from '../../programmes/index.ts'
import {
  attachmentsOf,
  casesOfOrganisation,
  checkMove,
  eventsOfOrganisation,
  factsOf,
  loadCase,
  moveCase,
  moveWithPapers,
  paper,
  recusedFrom,
  rolesInCase,
} from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { barsOf } from './bars.ts'
import type { CaseFacts, Finding, JudgedCriterion, Sheet } from './model.ts'
import { checkMaySeeScreening, mayJudge } from './permissions.ts'
import { answersOf } from './questionnaire.tsx'
import { checkCorrections, checkSheet } from './rules.ts'
import { scoreOf } from './score.ts'
import { similarFindings } from './similar.ts'
import { findingsOf, opinionsOf, putFinding } from './store.ts'

/** A case for those who screen it. @throws {NotFound} for everybody else */
export async function openCase(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  checkMaySeeScreening(actor, loaded)
  return { actor, loaded }
}

/** The case with all that its judgement rests on, other cases of the organisation included. @throws {NotFound} as `openCase` */
export async function openSheet(deps: Deps, given: Actor | undefined, organisationId: string, caseId: string) {
  const { actor, loaded } = await openCase(deps, given, organisationId, caseId)
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!entry) throw new NotFound('entry of the case')
  const [judged, heard, attached, others, answered] = await Promise.all([
    findingsOf(deps.db, organisationId, caseId),
    opinionsOf(deps.db, organisationId, caseId),
    attachmentsOf(deps.db, organisationId, caseId),
    otherCases(deps, organisationId),
    answersOf(deps.db, organisationId, caseId),
  ])
  const proposal = factsOf(loaded.programme, loaded.theCase.content, entry)
  const partners = proposal.party.joint.map(({ name }) => name)
  const facts: CaseFacts = {
    proposal,
    // Of a proposal on paper the pledge is a scan.
    pledged: loaded.theCase.content.pledged || attached.some(({ kind }) => kind === loaded.programme.pledge.form),
    personsOnFile: entry.persons,
    attached: attached.map(({ kind }) => kind),
    opposed: heard.filter(({ opposes }) => opposes).length,
    score: scoreOf(loaded.programme, answered),
    bars: barsOf(loaded.programme, loaded.theCase, others, loaded.today, partners),
    inMaking: others.filter(({ theCase }) => theCase.id !== caseId && theCase.entryId === entry.id && theCase.state === 'producing').length,
  }
  return { others, actor, loaded, entry, facts, findings: judged, sheet: sheetOf(loaded.programme, judged), opinions: heard, attached }
}

/** Every case of the organisation with its history: what was decided before, which contracts were ended. */
export async function otherCases(deps: Deps, organisationId: string) {
  const [cases, events] = await Promise.all([casesOfOrganisation(deps.db, organisationId), eventsOfOrganisation(deps.db, organisationId)])
  const byCase = new Map<string, typeof events>()
  for (const event of events) {
    const known = byCase.get(event.caseId)
    if (known) known.push(event)
    else byCase.set(event.caseId, [event])
  }
  return cases.map((theCase) => ({ theCase, events: byCase.get(theCase.id) ?? [] }))
}

/** Criterion → like cases that the actor may see; a case that the actor has an interest in is none. */
export async function similarTo(deps: Deps, { actor, loaded, others }: Awaited<ReturnType<typeof openSheet>>) {
  const recused = await recusedFrom(deps.db, loaded.theCase.organisationId, actor.userId)
  return similarFindings(
    loaded.programme,
    loaded.theCase,
    others.filter(({ theCase }) => !recused.has(theCase.id) && !rolesInCase(actor, theCase).includes('proposer')),
  )
}

function sheetOf(programme: Programme, judged: readonly Finding[]): Sheet {
  const by = new Map(judged.map((row) => [row.criterionId, row]))
  return Object.fromEntries(
    programme.criteria.map(({ id }) => {
      const row = by.get(id)
      return [id, { finding: row?.finding ?? '', evidence: row?.evidence ?? '', reason: row?.reason ?? '' }]
    }),
  )
}

/** Which writing of the sheet a decision rests on: a later writing by somebody else changes it. */
export const sheetMark = (judged: readonly Finding[]): string =>
  judged
    .map(({ criterionId, at, by }) => `${criterionId}:${at}:${by}`)
    .sort()
    .join(' ')

/** Starts the screening of a submitted case, with the facts of it that the programme asks for: its tier. */
export async function startReview(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: Record<string, string> = {},
): Promise<Result<unknown>> {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const asks = factsAsked(loaded.programme, 'start-review')
  const facts = Object.fromEntries(asks.map(({ id }) => [id, typed[id] ?? '']))
  return moveCase(deps, actor, loaded, { action: 'start-review', given: [], ...(asks.length > 0 ? { caseFacts: facts, facts } : {}) })
}

/** What the programme asks about the case when this move is made. */
export const factsAsked = (programme: Programme, action: string) =>
  (programme.transitions.find((move) => move.action === action)?.asks ?? []).map((id) => ({ id, ...programme.facts[id]! }))

/** How a criterion stood when somebody opened the sheet. */
export const judgedMark = ({ finding, evidence, reason }: JudgedCriterion): string =>
  hex(sha256(new TextEncoder().encode(JSON.stringify([finding, evidence, reason])))).slice(0, 16)

/**
 * Writes the sheet: only criteria whose judgement changed, each with its log entry.
 *
 * @param seen - criterion → judgedMark of what the official had before them. What they left as it was stays as it is now; what
 *   somebody else wrote meanwhile is not overwritten
 *
 * Refusals: finding-changed for each criterion that both wrote, too-long, and those of the programme's table.
 */
export async function saveSheet(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  sheet: Sheet,
  seen: Record<string, string> = {},
): Promise<Result<undefined>> {
  const { loaded } = await openCase(deps, actor, organisationId, caseId)
  if (!mayJudge(actor, loaded)) {
    const move = checkMove(actor, loaded, { action: 'decide-unfit' })
    return move.ok ? refused({ code: 'not-under-review' }) : move
  }
  const refusals = checkSheet(loaded.programme, sheet)
  if (refusals.length > 0) return refused(...refusals)
  const rows = await findingsOf(deps.db, organisationId, caseId)
  const before = sheetOf(loaded.programme, rows)
  const at = deps.clock()
  const changed = loaded.programme.criteria.flatMap(({ id, no }) => {
    const [now, then] = [sheet[id], before[id]!]
    if (!now || judgedMark(now) === judgedMark(then) || judgedMark(now) === seen[id]) return []
    return [{ id, no, now, isStale: seen[id] !== undefined && seen[id] !== judgedMark(then) }]
  })
  if (changed.length === 0) return ok(undefined)
  const changedByOthers = (some: typeof changed) =>
    some.map(({ id, no }) => ({ code: 'finding-changed', field: `${id}.finding`, facts: { no } }))
  const stale = changed.filter(({ isStale }) => isStale)
  if (stale.length > 0) return refused(...changedByOthers(stale))
  const written = await unlessConflict({ code: 'changed-meanwhile' }, () =>
    writeWithAudit(
      deps,
      changed.map(({ id, now }) => ({
        organisationId,
        actorId: actor.userId,
        type: 'finding-recorded',
        subject: `proposal:${caseId}`,
        facts: { criterion: id, finding: now.finding },
      })),
      () =>
        changed.flatMap(({ id, now }) => {
          const row = rows.find(({ criterionId }) => criterionId === id)
          return putFinding(deps.db, { caseId, criterionId: id, organisationId, ...now, by: actor.userId, at }, row)
        }),
      { unique: ['findings.'] },
    ),
  )
  return written.ok ? ok(undefined) : written
}

/** Criterion → name of whoever wrote it while somebody else did. */
export async function rewrittenBy(deps: Deps, { findings }: { findings: readonly Finding[] }, refusals: readonly Refusal[]) {
  const rewritten = refusals.filter(({ code }) => code === 'finding-changed').map(({ field }) => field?.split('.')[0])
  if (rewritten.length === 0) return new Map<string, string>()
  const names = await peopleNames(deps.db)
  const rows = findings.filter(({ criterionId }) => rewritten.includes(criterionId))
  return new Map(rows.map(({ criterionId, by }) => [criterionId, names.get(by) ?? '']))
}

/** Sends a case back: each field with what is to be mended, and the paper that says so. */
export async function returnForCorrection(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: Record<string, string>,
): Promise<Result<unknown>> {
  const { loaded } = await openCase(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'return' })
  if (!step.ok) return step
  const asked = checkCorrections(loaded.programme, typed)
  if (!asked.ok) return asked
  const items = loaded.programme.proposalItems.filter(({ id }) => asked.value[id])
  const dueOn = deadlineOf(loaded.programme, step.value, japanDate(deps.clock())) ?? japanDate(deps.clock())
  return moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('return-for-correction', ({ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName }) => ({
        ...{ number, date, authority, contact, proposer, receiptNumber, submittedOn, fileName },
        fields: items.map(({ id, label }) => ({ label, request: asked.value[id]! })),
        dueOn,
      })),
    ],
    () => ({
      action: 'return',
      given: ['fields', 'reason'],
      reason: items.map(({ no, label, id }) => `${no}　${label}：${asked.value[id]}`).join('\n'),
      data: { fields: asked.value, dueOn },
      facts: { fields: items.map(({ id }) => id).join(' '), dueOn },
      set: { content: { ...loaded.theCase.content, corrections: asked.value } },
    }),
  )
}
