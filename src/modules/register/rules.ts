import { type IsoDate, isIsoDate, japanDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import { isCallLongEnough, numberSetting, type Programme, sameDayMonthsOn } from '../../programmes/index.ts'
import type { Call, CallDraft, CallStatus, EntryDraft, QuestionPeriod, RegisterEntry } from './model.ts'

/**
 * Whether an entry may be published, or every reason why not.
 *
 * @source 法74条1項, 75条, 110条 and 令21条6項 for what must be there
 */
export function checkEntry(draft: EntryDraft): Result<EntryDraft> {
  const refusals: Refusal[] = []
  const need = (field: keyof EntryDraft, value: string) => {
    if (value.trim() === '') refusals.push({ code: 'required', field })
  }
  for (const field of ['slug', 'name', 'authority', 'department', 'purpose', 'scope'] as const) need(field, draft[field])
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(draft.slug)) refusals.push({ code: 'not-a-slug', field: 'slug' })
  if (draft.items.length === 0) refusals.push({ code: 'required', field: 'items' })
  need('disclosureDesk', draft.disclosureDesk.name)
  if (draft.fileKind === 'computer' && draft.hasManualCounterpart === null)
    refusals.push({ code: 'required', field: 'hasManualCounterpart' })
  if (!Number.isInteger(draft.persons) || draft.persons < 0) refusals.push({ code: 'not-a-number', field: 'persons' })
  if (draft.isEligible && !draft.proposalDesk) refusals.push({ code: 'required', field: 'proposalDesk' })
  if (draft.hasSensitive !== draft.items.some(({ sensitive }) => sensitive))
    refusals.push({ code: 'sensitive-items-differ', field: 'hasSensitive' })
  const meetsAll = draft.judgment.tests.every(({ met }) => met)
  // 法110条: only what stands in the register is marked for proposals.
  if (draft.ledger === 'ordinance' && (draft.isEligible || meetsAll)) refusals.push({ code: 'ordinance-yet-eligible', field: 'isEligible' })
  else if (draft.isEligible !== meetsAll) refusals.push({ code: 'judgment-differs', field: 'isEligible' })
  // 法60条3項1号: what is left out of the register cannot be offered.
  if (draft.isEligible && isWithheld(draft)) refusals.push({ code: 'withheld-yet-eligible', field: 'isEligible' })
  return refusals.length > 0 ? refused(...refusals) : ok(draft)
}

/** Whether items, ways of collecting or regular recipients are left out of the entry. @source 法75条3項 */
export const isWithheld = ({ itemsPartlyWithheld, collection, recipientsWithheld }: EntryDraft): boolean =>
  itemsPartlyWithheld || collection === null || recipientsWithheld === true

const LONGEST_TITLE = 200

/**
 * Whether a call may be announced, or every reason why not: its terms are published first, it is open long enough, and it
 * asks only for files marked for proposals.
 *
 * @source 規則53条, 法110条 and 111条; the number of days is the programme's call.minLength
 */
export function checkCall(programme: Programme, draft: CallDraft, entries: Pick<RegisterEntry, 'id' | 'isEligible'>[]): Result<CallDraft> {
  const refusals: Refusal[] = []
  if (draft.title.trim() === '') refusals.push({ code: 'required', field: 'title' })
  if ([...draft.title].length > LONGEST_TITLE) refusals.push({ code: 'too-long', field: 'title', facts: { max: LONGEST_TITLE } })
  const dates = (['announcedOn', 'opensOn', 'closesOn'] as const).filter((field) => {
    const isDate = isIsoDate(draft[field])
    if (!isDate) refusals.push({ code: 'not-a-date', field })
    return isDate
  })
  if (dates.length === 3) {
    if (draft.opensOn < draft.announcedOn) refusals.push({ code: 'opens-before-announced', field: 'opensOn' })
    if (!isCallLongEnough(programme, draft.opensOn, draft.closesOn))
      refusals.push({ code: 'call-too-short', field: 'closesOn', facts: { days: numberSetting(programme, 'call.minLength') } })
  }
  if (draft.questions) refusals.push(...checkQuestionPeriod(draft, draft.questions))
  if (draft.entryIds.length === 0) refusals.push({ code: 'required', field: 'entryIds' })
  const eligible = new Set(entries.filter(({ isEligible }) => isEligible).map(({ id }) => id))
  const others = draft.entryIds.filter((id) => !eligible.has(id)).length
  if (others > 0) refusals.push({ code: 'not-eligible', field: 'entryIds', facts: { count: others } })
  return refusals.length > 0 ? refused(...refusals) : ok(draft)
}

/** Where a call stands; both its days belong to it. */
export const callStatus = (call: Pick<Call, 'opensOn' | 'closesOn'>, today: IsoDate): CallStatus =>
  today < call.opensOn ? 'announced' : today > call.closesOn ? 'closed' : 'open'

/** Questions are asked after the announcement and answered while proposals can still be handed in. */
function checkQuestionPeriod({ announcedOn, closesOn }: CallDraft, { from, until, answersBy }: QuestionPeriod): Refusal[] {
  const refusals: Refusal[] = []
  const check = (field: string, day: string, earliest: string, latest: string) => {
    if (!isIsoDate(day)) refusals.push({ code: 'not-a-date', field })
    else if (day < earliest || day > latest) refusals.push({ code: 'outside-call', field, facts: { from: earliest, to: latest } })
  }
  check('questionsFrom', from, announcedOn, closesOn)
  check('questionsUntil', until, from, closesOn)
  check('answersBy', answersBy, until, closesOn)
  return refusals
}

type Taken = Pick<RegisterEntry, 'stockTakenOn' | 'publishedAt'>

export const lastStockTaking = ({ stockTakenOn, publishedAt }: Taken): IsoDate => stockTakenOn ?? japanDate(publishedAt)

/** When an entry is to be looked at again. @param months - register.stockTaking */
export const stockTakingDue = (entry: Taken, months: number): IsoDate => sameDayMonthsOn(lastStockTaking(entry), months)
