import { type IsoDate, isIsoDate, type Refusal, type Role } from '../../core/index.ts'
import type { LevelsDocument } from './document.ts'

/** One step about a product: proposed by one party, agreed to or not by another; stopped on a doubt, and what experts said. */
export type LevelStep =
  | { kind: 'propose'; party: string; product: string; dataLevel: string; finding: string; reason: string }
  | { kind: 'agree'; party: string; reason: string }
  | { kind: 'decline'; party: string; reason: string }
  | { kind: 'stop'; reason: string }
  | { kind: 'opinion'; expert: string; reason: string; givenOn: string }

export type LevelAction = LevelStep['kind']
export type Proposal = Extract<LevelStep, { kind: 'propose' }>

export interface TakenStep {
  step: LevelStep
  by: string
}

/** Where a product stands after its steps; `opinions` are those since it was stopped. */
export interface Standing {
  state: 'proposed' | 'agreed' | 'declined' | 'stopped'
  proposal: Proposal
  proposedBy: string
  opinions: number
  /** it was stopped, and no new decision stands yet */
  isHeld: boolean
}

export function standingOf(steps: readonly TakenStep[]): Standing {
  const [first] = steps
  if (first?.step.kind !== 'propose') throw new Error('the first step proposes')
  const standing: Standing = { state: 'proposed', proposal: first.step, proposedBy: first.by, opinions: 0, isHeld: false }
  for (const { step, by } of steps.slice(1)) {
    if (step.kind === 'propose') Object.assign(standing, { state: 'proposed', proposal: step, proposedBy: by })
    else if (step.kind === 'agree') Object.assign(standing, { state: 'agreed', isHeld: false })
    else if (step.kind === 'decline') standing.state = 'declined'
    else if (step.kind === 'stop') Object.assign(standing, { state: 'stopped', opinions: 0, isHeld: true })
    else standing.opinions++
  }
  return standing
}

/** Who may see the product, by area; null: nobody. What is not agreed, or was stopped, nobody sees. */
export function viewingOf(document: LevelsDocument, { state, proposal }: Standing): Record<string, string | null> {
  const finding = document.findings.find(({ id }) => id === proposal.finding)
  return Object.fromEntries(document.areas.map(({ id }) => [id, state === 'agreed' ? (finding?.viewing[id] ?? null) : null]))
}

const partiesOf = (document: LevelsDocument, roles: readonly Role[]) =>
  document.parties.filter((party) => party.roles.some((role) => roles.includes(role)))

/** The party that a person proposes for. */
export const proposesFor = (document: LevelsDocument, roles: readonly Role[]) => partiesOf(document, roles)[0]

/** The party that a person answers for: another than the one that proposed, and another person. */
export const answersFor = (document: LevelsDocument, roles: readonly Role[], userId: string, { proposal, proposedBy }: Standing) =>
  userId === proposedBy ? undefined : partiesOf(document, roles).find(({ id }) => id !== proposal.party)

/** What a person may do about a product now. */
export function levelActions(document: LevelsDocument, standing: Standing, roles: readonly Role[], userId: string): LevelAction[] {
  const { state, isHeld, opinions } = standing
  const isParty = proposesFor(document, roles) !== undefined
  if (state === 'proposed') return answersFor(document, roles, userId, standing) ? ['agree', 'decline'] : []
  if (state === 'agreed') return document.stop.roles.some((role) => roles.includes(role)) ? ['stop'] : []
  if (!isParty) return []
  const isHeard = !isHeld || opinions >= document.stop.opinions
  return [...(state === 'stopped' ? (['opinion'] as const) : []), ...(isHeard ? (['propose'] as const) : [])]
}

const LONGEST = 1_000

/** Everything that is wrong with what was typed for a step, by field. */
export function checkStep(document: LevelsDocument, step: LevelStep, today: IsoDate): Refusal[] {
  const refusals: Refusal[] = []
  const text = (field: string, value: string, max = LONGEST) => {
    if (value.trim() === '') refusals.push({ code: 'required', field })
    else if ([...value].length > max) refusals.push({ code: 'too-long', field, facts: { max } })
  }
  if (step.kind === 'propose') {
    text('product', step.product, 100)
    const level = document.dataLevels.find(({ id }) => id === step.dataLevel)
    const finding = document.findings.find(({ id }) => id === step.finding)
    if (!level) refusals.push({ code: 'required', field: 'dataLevel' })
    if (!finding) refusals.push({ code: 'required', field: 'finding' })
    else if (level && finding.of !== level.id) refusals.push({ code: 'finding-of-another-level', field: 'finding' })
  }
  if (step.kind === 'opinion') {
    text('expert', step.expert, 100)
    if (!isIsoDate(step.givenOn) || step.givenOn > today) refusals.push({ code: 'not-a-past-day', field: 'givenOn' })
  }
  text('reason', step.reason)
  return refusals
}
