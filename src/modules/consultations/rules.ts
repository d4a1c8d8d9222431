import { type IsoDate, isIsoDate, japanDate, type Refusal } from '../../core/index.ts'
import { addBusinessDays, type Programme } from '../../programmes/index.ts'
import type { Consultation, TypedMeeting, TypedRequest } from './model.ts'

/** What can come of a talk; `again` leaves it open. */
export const OUTCOMES: Record<string, string> = {
  proceed: 'このまま提案に進む',
  'change-wish': '希望を変えて提案する',
  'data-lacks': '求める情報がない',
  'not-eligible': '提案の対象にならない',
  'other-programme': 'ほかの制度を案内した',
  cost: '費用や期間が合わない',
  'gave-up': '見送り',
  again: '相談を続ける',
}

/** Who took part, by what they are. */
export const PARTICIPANTS: Record<string, string> = {
  business: '相談した事業者',
  agent: '代理人',
  screening: '審査担当',
  department: '所管課',
  system: '情報システムの担当',
  maker: '加工の委託先',
}

const SHORT = 200
const LONG = 4_000
const MOST_MINUTES = 1_440

/** Whether the programme takes requests at all. */
export const isOffered = ({ settings }: Programme): boolean => settings['consult.mode']?.value !== 'faq'

const lengths = (fields: [name: string, value: string, max: number, required?: boolean][]): Refusal[] =>
  fields.flatMap(([field, value, max, required]) =>
    required && value.trim() === ''
      ? [{ code: 'required', field }]
      : [...value].length > max
        ? [{ code: 'too-long', field, facts: { max } }]
        : [],
  )

export const checkRequest = (programme: Programme, { company, contact, preferred, wish }: TypedRequest): Refusal[] => [
  ...(isOffered(programme) ? [] : [{ code: 'consultation-not-offered' }]),
  ...lengths([
    ['company', company, SHORT, true],
    ['contact', contact, SHORT, true],
    ['preferred', preferred, SHORT],
    ['purpose-purpose', wish['purpose-purpose'] ?? '', LONG, true],
    ...Object.entries(wish)
      .filter(([name]) => name !== 'purpose-purpose')
      .map(([name, value]): [string, string, number] => [name, value, name === 'method-records' ? LONG : name === 'persons' ? 12 : SHORT]),
  ]),
]

export const checkArrangement = (meetOn: string, meetHow: string, today: IsoDate): Refusal[] => [
  ...(!isIsoDate(meetOn) ? [{ code: 'not-a-date', field: 'meetOn' }] : meetOn < today ? [{ code: 'day-over', field: 'meetOn' }] : []),
  ...lengths([['meetHow', meetHow, SHORT, true]]),
]

/** Advice is owed where the business cannot simply go on. */
const NEEDS_ADVICE = new Set(['change-wish', 'data-lacks', 'not-eligible', 'other-programme'])

export function checkMeeting(
  typed: TypedMeeting,
  one: Pick<Consultation, 'requestedAt' | 'proposerOrganisationId'>,
  today: IsoDate,
): Refusal[] {
  const refusals: Refusal[] = []
  const { heldOn, participants, minutes, said, outcome, advice, internal } = typed
  if (!isIsoDate(heldOn)) refusals.push({ code: 'not-a-date', field: 'heldOn' })
  else if (heldOn > today) refusals.push({ code: 'day-to-come', field: 'heldOn' })
  // What an official types in afterwards may have been said before.
  else if (one.proposerOrganisationId !== null && heldOn < japanDate(one.requestedAt))
    refusals.push({ code: 'day-before-request', field: 'heldOn' })
  if (!participants.some((role) => role in PARTICIPANTS)) refusals.push({ code: 'required', field: 'participants' })
  if (!/^\d{1,4}$/.test(minutes) || Number(minutes) > MOST_MINUTES) refusals.push({ code: 'not-a-number', field: 'minutes' })
  if (!Object.hasOwn(OUTCOMES, outcome)) refusals.push({ code: 'required', field: 'outcome' })
  return [
    ...refusals,
    ...lengths([
      ['said', said, LONG, true],
      ['advice', advice, LONG, NEEDS_ADVICE.has(outcome)],
      ['internal', internal, LONG],
    ]),
  ]
}

/** By when the office is to act: reply to a request, or write down a talk that was arranged; null: nothing is to be done. */
export function dueOf(programme: Programme, one: Pick<Consultation, 'status' | 'savedAt' | 'meetOn'>): IsoDate | null {
  const days = programme.settings['consult.reply']?.value
  if (typeof days !== 'number') return null
  if (one.status === 'requested') return addBusinessDays(japanDate(one.savedAt), days)
  return one.status === 'arranged' && one.meetOn !== null ? addBusinessDays(one.meetOn, days) : null
}

/** Whether a proposal may grow out of it. */
export const canLeadOn = ({ status, meetings, entryId }: Pick<Consultation, 'status' | 'meetings' | 'entryId'>): boolean =>
  entryId !== null && status !== 'withdrawn' && meetings.at(-1)?.outcome !== 'not-eligible'
