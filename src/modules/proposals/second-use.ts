import type { Deps } from '../../app-env.ts'
import type { Organisation } from '../../auth/index.ts'
import { type Actor, type IsoDate, japanDate, NotFound, type Refusal, type Result, refused } from '../../core/index.ts'
import { type Programme, programme } from '../../programmes/index.ts'
import { findMadeData, type MadeData } from '../register/index.ts'
import type { Case } from './model.ts'
import { beginDraft } from './service.ts'
import { eventsOf } from './store.ts'

/** The kind of case for data that were already made, as programme documents name it. @source 法118条 */
export const SECOND_USE = 'second-use'

/** Whether this law takes proposals for data that were already made. */
export const takesSecondUse = (itsProgramme: Programme): boolean => itsProgramme.kinds[SECOND_USE] !== undefined

/** Where made data stand on a day: whether proposals to use them are taken. @source 法117条3号 */
export function madeStatus(
  { destroyedAt, proposalsFrom, proposalsTo }: MadeData,
  today: IsoDate,
): 'open' | 'coming' | 'over' | 'destroyed' {
  if (destroyedAt !== null) return 'destroyed'
  return today < proposalsFrom ? 'coming' : today > proposalsTo ? 'over' : 'open'
}

/** Why no proposal for these data can be handed in on that day. */
export function madeProblems(made: MadeData, today: IsoDate): Refusal[] {
  const status = madeStatus(made, today)
  if (status === 'open') return []
  return [
    status === 'destroyed'
      ? { code: 'made-data-destroyed' }
      : { code: 'made-data-not-offered', facts: { from: made.proposalsFrom, to: made.proposalsTo } },
  ]
}

/** The same for a case about such data. */
export async function checkMadeTakes(deps: Deps, { organisationId, madeDataId }: Case, today: IsoDate): Promise<Refusal[]> {
  const made = madeDataId === null ? undefined : await findMadeData(deps.db, organisationId, madeDataId)
  if (!made) throw new NotFound('made data of the case')
  return madeProblems(made, today)
}

/** What else keeps a case from going on once it was handed in: the data were destroyed meanwhile. */
export async function checkMadeExists(deps: Deps, { organisationId, madeDataId }: Case): Promise<Refusal[]> {
  if (madeDataId === null) return []
  const made = await findMadeData(deps.db, organisationId, madeDataId)
  return made?.destroyedAt === null ? [] : [{ code: 'made-data-destroyed' }]
}

type Office = Organisation & { programmeVersion?: string }

/** Starts a draft for data that were already made, under the law that the organisation works under now. */
export async function startSecondUse(deps: Deps, actor: Actor, organisation: Office, madeDataId: string): Promise<Result<{ id: string }>> {
  const made = await findMadeData(deps.db, organisation.id, madeDataId)
  const its = programme(organisation.programmeId ?? '', organisation.programmeVersion)
  if (!made || !takesSecondUse(its)) throw new NotFound('made data')
  const refusals = madeProblems(made, japanDate(deps.clock()))
  if (refusals.length > 0) return refused(...refusals)
  return beginDraft(deps, actor, organisation.id, secondUseOf(its, made))
}

/** A new case about made data: which, as the register has them now. */
export const secondUseOf = (its: Programme, made: MadeData) => ({
  ...{ callId: '', entryId: made.entryId, programmeId: its.id, programmeVersion: its.version, kind: SECOND_USE },
  made: {
    ...{ id: made.id, caseId: made.caseId, persons: made.persons, items: made.items },
    providedOn: japanDate(made.createdAt),
  },
})

/** The case that the data of this case are made in: another's for data already made. */
export const makingCaseOf = ({ id, content }: Pick<Case, 'id' | 'content'>): string => content.made?.caseId ?? id

/** Moves by which money came in or went back. */
const MONEY: Readonly<Record<string, number>> = { 'record-payment': 1, 'record-difference': 1, 'approve-refund': -1 }

/** What was paid in a case, by its own record: yen; undefined before the payment. */
export async function paidIn(deps: Deps, organisationId: string, caseId: string): Promise<number | undefined> {
  const payments = (await eventsOf(deps.db, organisationId, caseId)).flatMap(({ action, data }) =>
    typeof data?.amountYen === 'number' && MONEY[action] ? [MONEY[action] * data.amountYen] : [],
  )
  return payments.length === 0 ? undefined : payments.reduce((sum, amount) => sum + amount, 0)
}
