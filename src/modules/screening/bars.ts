import { addDays, type IsoDate, japanDate } from '../../core/index.ts'
import { type Programme, sameDayMonthsOn, settingValue } from '../../programmes/index.ts'
import type { Case, CaseEvent } from '../proposals/index.ts'
import type { Bar } from './model.ts'

const BARRING = 'terminated'

/** A name as two writings of it have in common: width, blanks and the kind of company left out. */
export const bareName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/株式会社|有限会社|合同会社|合資会社|一般社団法人|一般財団法人|\(株\)|\(有\)|[\s・]/g, '')

/** Whoever proposed: one, or several together. */
const accountsOf = ({ proposerOrganisationId, joint }: Case): string[] => [proposerOrganisationId, ...Object.keys(joint)]

/**
 * Contracts of the organisation that were terminated so lately with one of those who propose that they bar it: by account, or by
 * name. In a joint proposal each is looked for, and each that stood in the contract. Where the programme sets no length of time,
 * every one that was terminated: people weigh it.
 *
 * @source 法113条5号 (setting elig.barYears)
 */
export function barsOf(
  programme: Programme,
  theCase: Case,
  others: readonly { theCase: Case; events: readonly CaseEvent[] }[],
  today: IsoDate,
  /** of those who propose together with the account's own */
  partners: readonly string[] = [],
): Bar[] {
  const years = settingValue(programme, 'elig.barYears')
  const accounts = new Set(accountsOf(theCase))
  const names = new Set([theCase.proposerName, ...partners].map(bareName))
  return others.flatMap(({ theCase: other, events }): Bar[] => {
    const ended = events.findLast(({ toState, fromState }) => toState === BARRING && fromState !== BARRING)
    if (!ended || other.id === theCase.id || other.state !== BARRING) return []
    const bySameAccount = accountsOf(other).some((id) => accounts.has(id))
    const were = [other.proposerName, ...(other.content.joint ?? []).map(({ name }) => name)]
    if (!bySameAccount && !were.some((name) => names.has(bareName(name)))) return []
    const on = japanDate(ended.at)
    if (typeof years !== 'number') return [{ receiptNumber: other.receiptNumber ?? '', on, until: null, bySameAccount }]
    const until = addDays(sameDayMonthsOn(on, years * 12), -1)
    return today > until ? [] : [{ receiptNumber: other.receiptNumber ?? '', on, until, bySameAccount }]
  })
}
