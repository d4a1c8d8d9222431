import type { Deps } from '../../app-env.ts'
import type { Organisation } from '../../auth/index.ts'
import { type Actor, hasRole, isIsoDate, japanDate, NotFound, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { knowProgramme } from '../programmes/index.ts'
import { findCall, findEntry, findMadeData, type MadeData } from '../register/index.ts'
import { checkCallTakes } from './rules.ts'
import { madeProblems, secondUseOf, takesSecondUse } from './second-use.ts'
import { casesOfMadeData, findCase } from './store.ts'
import { writeDraft } from './write-draft.ts'

/** Before the id of made data, where a call stands otherwise. */
export const MADE = 'made'

type Office = Organisation & { programmeVersion?: string }

/** Who types in what came on paper: the desk that screens. @throws {NotFound} for everybody else */
export function checkMayTakePaper(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!actor || !hasRole(actor, organisationId, 'screening-officer')) throw new NotFound('paper')
}

/** What a paper is about, as the form names it: "callId entryId", or "made id". */
async function wantedOf(deps: Deps, { id: organisationId, programmeId, programmeVersion }: Office, about: string) {
  const [first = '', second = ''] = about.split(' ')
  if (first === MADE) {
    const made = await findMadeData(deps.db, organisationId, second)
    const its = programme(programmeId ?? '', programmeVersion)
    return made && takesSecondUse(its) ? { made, call: undefined, begun: secondUseOf(its, made) } : undefined
  }
  const [call, entry] = await Promise.all([findCall(deps.db, organisationId, first), findEntry(deps.db, organisationId, second)])
  if (!call || !entry) return undefined
  const begun = { callId: call.id, entryId: entry.id, programmeId: call.programmeId, programmeVersion: call.programmeVersion, kind: null }
  return { made: undefined, call: { call, entry }, begun: { ...begun, made: undefined } }
}

/** The case by which the same proposer contracted these data before; undefined: there is none with that receipt number. */
async function earlierCase(deps: Deps, { id: organisationId }: Office, made: MadeData, receiptNumber: string) {
  const users = [await findCase(deps.db, organisationId, made.caseId), ...(await casesOfMadeData(deps.db, organisationId, made.id))]
  return users.find((one) => one?.receiptNumber === receiptNumber)?.id
}

/** Begins a case for a proposal that came on paper: the official types it in, and it goes the way of every other. */
export async function takePaper(
  deps: Deps,
  actor: Actor | undefined,
  office: Office,
  typed: Readonly<Record<string, string>>,
): Promise<Result<{ id: string }>> {
  const organisationId = office.id
  checkMayTakePaper(actor, organisationId)
  const wanted = await wantedOf(deps, office, typed.about ?? '')
  const receivedOn = typed.receivedOn ?? ''
  const number = typed.earlier?.normalize('NFKC').trim() ?? ''
  const earlier = wanted?.made && number !== '' ? await earlierCase(deps, office, wanted.made, number) : undefined
  const at = deps.clock()
  const refusals: Refusal[] = []
  if (!isIsoDate(receivedOn)) refusals.push({ code: 'not-a-date', field: 'receivedOn' })
  else if (receivedOn > japanDate(at)) refusals.push({ code: 'received-tomorrow', field: 'receivedOn' })
  else if (wanted) {
    const { made, call } = wanted
    const problems = made ? madeProblems(made, receivedOn) : checkCallTakes(call.call, call.entry, receivedOn)
    refusals.push(...problems.map((one) => ({ ...one, field: 'receivedOn' })))
  }
  if (!wanted) refusals.push({ code: 'required', field: 'about' })
  if (number !== '' && !earlier) refusals.push({ code: 'earlier-unknown', field: 'earlier' })
  if (refusals.length > 0 || !wanted) return refused(...refusals)
  const { begun } = wanted
  await knowProgramme(deps.db, organisationId, begun.programmeId, begun.programmeVersion)
  const known: { earlier?: string } = earlier ? { earlier } : {}
  const draft = await writeDraft(
    deps,
    actor,
    organisationId,
    begun,
    (id) => ({
      // No account stands behind it: nobody signs in as this proposer.
      proposerOrganisationId: `paper-${id}`,
      proposerName: '（書面で提案した方）',
      paper: { receivedOn, typedBy: actor.userId, ...known },
      content: { answers: {}, onPaper: true, pledged: false },
    }),
    { onPaper: true, receivedOn, ...(earlier ? { earlier } : {}) },
  )
  return ok(draft)
}
