import { type IsoDate, isIsoDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import {
  type AttachmentKind,
  type Criterion,
  type Fee,
  type FeeWork,
  makesFirst,
  numberSetting,
  type Programme,
  settingValue,
} from '../../programmes/index.ts'
import { checkWork } from '../fees/index.ts'
import { crowdsOf, FEW, periodOutlook } from '../preflight/index.ts'
import type { Bar, CaseFacts, MachineCheck, Sheet, TypedOffer } from './model.ts'
import type { Score } from './score.ts'

export const LONGEST_TEXT = 2_000

const seen = (outcome: MachineCheck['outcome'], code: string, facts?: MachineCheck['facts']): MachineCheck => ({ outcome, code, facts })

/** What the machine can check by itself, by criterion id. A criterion without an entry is for people alone. */
const MACHINE_CHECKS: Record<string, (programme: Programme, facts: CaseFacts) => MachineCheck[]> = {
  'not-disqualified': (programme, facts) => [
    facts.pledged ? seen('passed', 'check-pledge-declared') : seen('failed', 'check-pledge-missing'),
    ...barChecks(programme, facts.bars),
    ...paperChecks(programme, facts, ({ appliesTo }) => appliesTo !== 'all'),
  ],
  'enough-persons': (programme, { proposal, personsOnFile }) => personChecks(programme, proposal.persons, personsOnFile),
  method: (programme, { proposal, opposed }) => [
    proposal.wanted.length === 0 ? seen('attention', 'check-no-items') : seen('passed', 'check-items', { items: proposal.wanted.length }),
    ...crowdChecks(programme, proposal),
    ...(opposed > 0 ? [seen('attention', 'check-opposed', { opposed })] : []),
  ],
  benefit: (programme, facts) => paperChecks(programme, facts, ({ id }) => id === 'benefit'),
  period: (programme, { proposal }) => periodChecks(programme, proposal.period),
  'no-hindrance': (_, { inMaking }) => [
    inMaking > 0 ? seen('attention', 'check-in-making', { cases: inMaking }) : seen('passed', 'check-none-in-making'),
  ],
  protection: (_, { proposal, score }) => [
    ...(score ? scoreChecks(score) : []),
    proposal.measures.length < SIDES_OF_SAFETY
      ? seen('attention', 'check-measures-few', { measures: proposal.measures.length, sides: SIDES_OF_SAFETY })
      : seen('passed', 'check-measures', { sides: SIDES_OF_SAFETY }),
  ],
}

function scoreChecks({ answered, of, points, most, none, pass, all }: Score): MachineCheck[] {
  if (answered < of) return [seen('failed', 'check-questionnaire-open', { answered, of })]
  return [
    pass !== null && points < pass
      ? seen('attention', 'check-score-low', { points, most, pass })
      : seen('passed', 'check-score', { points, most }),
    ...none.map((label) => seen(all ? 'failed' : 'attention', 'check-answer-none', { label })),
  ]
}

/** Organisation, people, place, technology. @source ガイドライン（行政機関等編）の安全管理措置の区分 */
const SIDES_OF_SAFETY = 4

export const machineChecks = (programme: Programme, facts: CaseFacts): Record<string, MachineCheck[]> =>
  Object.fromEntries(programme.criteria.map(({ id }) => [id, MACHINE_CHECKS[id]?.(programme, facts) ?? []]))

/** The number of persons against the law's least and the file's. @source the programme's review.minPersons (規則56条) */
function personChecks(programme: Programme, persons: number | null, personsOnFile: number): MachineCheck[] {
  const min = numberSetting(programme, 'review.minPersons')
  if (persons === null) return [seen('failed', 'check-persons-missing')]
  return [
    persons < min ? seen('failed', 'check-too-few-persons', { persons, min }) : seen('passed', 'check-enough-persons', { persons, min }),
    persons > personsOnFile
      ? seen('failed', 'check-more-persons-than-file', { persons, personsOnFile })
      : seen('passed', 'check-persons-within-file', { personsOnFile }),
  ]
}

/** Terminated contracts: of the same account they bar; of the same name somebody looks. @source 法113条5号 (elig.barYears) */
function barChecks(programme: Programme, bars: readonly Bar[]): MachineCheck[] {
  if (bars.length === 0) return settingValue(programme, 'elig.barYears') === null ? [] : [seen('passed', 'check-no-bar')]
  return bars.map(({ receiptNumber, on, until, bySameAccount }) =>
    until === null
      ? seen('attention', 'check-ended-before', { receiptNumber, on })
      : seen(bySameAccount ? 'failed' : 'attention', bySameAccount ? 'check-barred' : 'check-barred-name', { receiptNumber, until }),
  )
}

/** Whether what is asked for can be made as the processing standard wants it: an estimate of how many would stand in small crowds. */
function crowdChecks(programme: Programme, { wanted, persons }: CaseFacts['proposal']): MachineCheck[] {
  const k = settingValue(programme, 'review.minCrowd')
  if (typeof k !== 'number' || persons === null || wanted.length === 0) return []
  const { items, combinations, share } = crowdsOf(wanted, persons, k)
  if (items === 0) return [seen('passed', 'check-crowd-none')]
  const facts = { k, combinations, percent: Math.round(share * 1_000) / 10 }
  return [seen(share > FEW ? 'attention' : 'passed', share > FEW ? 'check-crowd-small' : 'check-crowd', facts)]
}

/** How long it is: against the longest that the programme allows, and the organisation's own guideline (規則57条 names no number). */
function periodChecks(programme: Programme, { from, to }: { from: string; to: string }): MachineCheck[] {
  if (!isIsoDate(from) || !isIsoDate(to)) return [seen('attention', 'check-period-open')]
  if (to < from) return [seen('attention', 'check-period-backwards')]
  const { days, longest, guideline } = periodOutlook(programme, from, to)
  return [
    seen('passed', 'check-period', { days }),
    ...(longest === undefined ? [] : [seen('failed', 'check-period-too-long', { years: longest })]),
    ...(guideline === undefined ? [] : [seen('attention', 'check-period-guideline', { years: guideline })]),
  ]
}

/** Papers that the programme requires of this kind of proposer. One may have come by post, so a missing one only asks for a look. */
function paperChecks(programme: Programme, facts: CaseFacts, concerns: (kind: AttachmentKind) => boolean): MachineCheck[] {
  const { partyKind, party } = facts.proposal
  return programme.attachments
    .filter((kind) => kind.required && concerns(kind))
    .filter(({ appliesTo }) => appliesTo === 'all' || appliesTo === partyKind || (appliesTo === 'agent' && party.agent !== null))
    .map(({ id, label }) =>
      facts.attached.includes(id) ? seen('passed', 'check-paper-attached', { label }) : seen('attention', 'check-paper-missing', { label }),
    )
}

const field = (criterion: Criterion, part: 'finding' | 'evidence' | 'reason') => `${criterion.id}.${part}`

/** Texts of a sheet that are too long to keep. */
export function checkSheet(programme: Programme, sheet: Sheet): Refusal[] {
  return programme.criteria.flatMap((criterion) =>
    (['evidence', 'reason'] as const)
      .filter((part) => (sheet[criterion.id]?.[part] ?? '').length > LONGEST_TEXT)
      .map((part) => ({ code: 'too-long', field: field(criterion, part), facts: { max: LONGEST_TEXT } })),
  )
}

/**
 * Whether the case may be found fit: every criterion met, each with its evidence, and no number of the law against it.
 *
 * @source 法114条1項・2項 (articles.screening, articles.fitNotice of the programme)
 */
export function checkFit(programme: Programme, sheet: Sheet, facts: CaseFacts): Refusal[] {
  const refusals = checkSheet(programme, sheet)
  const checks = machineChecks(programme, facts)
  for (const criterion of programme.criteria) {
    const judged = sheet[criterion.id]
    if (!judged?.finding) refusals.push({ code: 'finding-missing', field: field(criterion, 'finding'), facts: { no: criterion.no } })
    else if (judged.finding === 'not-met')
      refusals.push({ code: 'criterion-not-met', field: field(criterion, 'finding'), facts: { no: criterion.no } })
    else if (judged.evidence.trim() === '')
      refusals.push({ code: 'evidence-missing', field: field(criterion, 'evidence'), facts: { no: criterion.no } })
    for (const check of checks[criterion.id] ?? [])
      if (check.outcome === 'failed') refusals.push({ code: check.code, field: field(criterion, 'finding'), facts: check.facts })
  }
  return refusals
}

/** Whether the case may be found unfit: at least one criterion not met, each such one with its reason. @source 法114条3項 */
export function checkUnfit(programme: Programme, sheet: Sheet): Refusal[] {
  const refusals = checkSheet(programme, sheet)
  const failed = programme.criteria.filter(({ id }) => sheet[id]?.finding === 'not-met')
  if (failed.length === 0) refusals.push({ code: 'no-criterion-not-met' })
  for (const criterion of failed)
    if ((sheet[criterion.id]?.reason ?? '').trim() === '')
      refusals.push({ code: 'reason-missing', field: field(criterion, 'reason'), facts: { no: criterion.no } })
  return refusals
}

/**
 * The offer of a fit notice: its fee by the programme's tariff, and the days.
 *
 * @param fixed - the fee where no work is to be done (data that were already made)
 */
export function checkOffer(
  programme: Programme,
  typed: TypedOffer,
  applyBy: IsoDate,
  fixed?: Fee,
): Result<Required<FeeWork> & { fee: Fee }> {
  const work = fixed ? ok({ workMinutes: 0, outsourcedYen: 0, items: {}, exemption: null, fee: fixed }) : checkWork(programme, typed)
  const refusals: Refusal[] = work.ok ? [] : work.refusals
  for (const name of ['paymentMethod', 'provisionMethod'] as const) {
    if (typed[name].trim() === '') refusals.push({ code: 'required', field: name })
    else if (typed[name].length > 200) refusals.push({ code: 'too-long', field: name, facts: { max: 200 } })
  }
  // Where the data are made first, the days are announced with the contract.
  if (makesFirst(programme)) return work.ok && refusals.length === 0 ? work : refused(...refusals)
  if (!isIsoDate(typed.payBy)) refusals.push({ code: 'not-a-date', field: 'payBy' })
  else if (typed.payBy < applyBy) refusals.push({ code: 'pay-before-apply', field: 'payBy', facts: { applyBy } })
  return work.ok && refusals.length === 0 ? work : refused(...refusals)
}

/** The fields to be mended, each with what is asked. */
export function checkCorrections(programme: Programme, typed: Record<string, string>): Result<Record<string, string>> {
  const refusals: Refusal[] = []
  const asked: Record<string, string> = {}
  for (const { id } of programme.proposalItems) {
    const request = (typed[id] ?? '').trim()
    if (request.length > LONGEST_TEXT) refusals.push({ code: 'too-long', field: id, facts: { max: LONGEST_TEXT } })
    if (request !== '') asked[id] = request
  }
  if (Object.keys(asked).length === 0) refusals.push({ code: 'no-correction-named' })
  return refusals.length > 0 ? refused(...refusals) : ok(asked)
}

/** A third party to be heard: a body, with what the file holds about it. */
export interface ThirdParty {
  name: string
  address: string
  representative: string
  information: string
}

export function checkThirdParties(typed: ThirdParty[]): Result<ThirdParty[]> {
  const refusals: Refusal[] = []
  const parties = typed.map((party, i) => ({ party, i })).filter(({ party }) => Object.values(party).some((text) => text.trim() !== ''))
  if (parties.length === 0) refusals.push({ code: 'required', field: 'name-0' })
  for (const { party, i } of parties)
    for (const name of ['name', 'address', 'information'] as const) {
      if (party[name].trim() === '') refusals.push({ code: 'required', field: `${name}-${i}` })
      else if (party[name].length > 500) refusals.push({ code: 'too-long', field: `${name}-${i}`, facts: { max: 500 } })
    }
  return refusals.length > 0 ? refused(...refusals) : ok(parties.map(({ party }) => party))
}

/** What each party asked answered: all of them must be recorded before screening goes on. */
export function checkOpinions(
  asked: readonly string[],
  typed: { opposes: string; summary: string }[],
): Result<{ from: string; opposes: boolean; summary: string }[]> {
  const refusals: Refusal[] = []
  const answers = asked.map((from, i) => {
    const { opposes = '', summary = '' } = typed[i] ?? {}
    if (opposes !== 'yes' && opposes !== 'no') refusals.push({ code: 'required', field: `opposes-${i}` })
    if (summary.trim() === '') refusals.push({ code: 'required', field: `summary-${i}` })
    else if (summary.length > LONGEST_TEXT) refusals.push({ code: 'too-long', field: `summary-${i}`, facts: { max: LONGEST_TEXT } })
    return { from, opposes: opposes === 'yes', summary: summary.trim() }
  })
  return refusals.length > 0 ? refused(...refusals) : ok(answers)
}
