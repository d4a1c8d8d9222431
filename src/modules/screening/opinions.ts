import type { Deps } from '../../app-env.ts'
import { type Actor, japanDate, NotFound, type Result } from '../../core/index.ts'
import { deadlineOf } from '../../programmes/index.ts'
import { checkMove, factsOf, keepScan, type LoadedCase, moveCase, moveWithPapers, paper } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { checkOpinions, checkThirdParties, type ThirdParty } from './rules.ts'
import { openCase } from './service.ts'
import { insertOpinion, opinionsOf } from './store.ts'

/** Asks third parties for their opinions, each by a letter of its own. */
export async function askOpinion(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: ThirdParty[],
): Promise<Result<unknown>> {
  const { loaded } = await openCase(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'ask-opinion' })
  if (!step.ok) return step
  const parties = checkThirdParties(typed)
  if (!parties.ok) return parties
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!entry) throw new NotFound('entry of the case')
  const { business } = factsOf(loaded.programme, loaded.theCase.content, entry)
  const dueOn = deadlineOf(loaded.programme, step.value, japanDate(deps.clock())) ?? japanDate(deps.clock())
  return moveWithPapers(
    deps,
    actor,
    loaded,
    parties.value.map((party) =>
      paper('opinion-request', ({ number, date, authority, contact, fileName }) => ({
        ...{ number, date, authority, contact, fileName, dueOn, business },
        thirdParty: { name: party.name, address: party.address, representative: party.representative.trim() || null },
        information: party.information,
      })),
    ),
    () => ({
      action: 'ask-opinion',
      given: ['third-parties'],
      data: { thirdParties: parties.value.map(({ name }) => name), dueOn },
      facts: { thirdParties: parties.value.length, dueOn },
    }),
  )
}

const askedBy = ({ action, data }: LoadedCase['events'][number]): string[] =>
  action === 'ask-opinion' ? ((data?.thirdParties as string[] | undefined) ?? []) : []

/** Whose answers are waited for: all that were asked since answers were last recorded. */
export const partiesAsked = ({ events }: LoadedCase): string[] =>
  events.slice(events.findLastIndex(({ action }) => action === 'record-opinion') + 1).flatMap(askedBy)

/** How many third parties were asked so far: what a tariff may charge by. */
export const countAsked = ({ events }: Pick<LoadedCase, 'events'>): number => events.flatMap(askedBy).length

/** Records what every party that was asked answered, with the scans of what came on paper (意見書); screening goes on. */
export async function recordOpinions(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: { opposes: string; summary: string }[],
  files: readonly (File | undefined)[] = [],
): Promise<Result<unknown>> {
  const { loaded } = await openCase(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'record-opinion' })
  if (!step.ok) return step
  const answers = checkOpinions(partiesAsked(loaded), typed)
  if (!answers.ok) return answers
  for (const [i, file] of files.entries()) {
    const names = { day: `scan-${i}`, file: `scan-${i}` }
    const kept = file ? await keepScan(deps, actor, loaded, 'opinion-letter', { day: loaded.today, file }, names) : undefined
    if (kept && !kept.ok) return kept
  }
  const heard = (await opinionsOf(deps.db, organisationId, caseId)).length
  return moveCase(deps, actor, loaded, {
    action: 'record-opinion',
    given: ['opinion'],
    facts: { opinions: answers.value.length, opposed: answers.value.filter(({ opposes }) => opposes).length },
    effects: ({ at }) =>
      answers.value.map((answer, i) => insertOpinion(deps.db, { caseId, no: heard + i + 1, organisationId, ...answer, at })),
    unique: ['opinions.case_id'],
  })
}
