import { daysBetween, fiscalYear, japanDate } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import type { CaseHistory, Figure, Happened } from './model.ts'

const SUBMITTED = 'proposal-submitted'
const isFit = (event: string) => event.startsWith('proposal-found-fit')
const isUnfit = (event: string) => event === 'proposal-found-unfit'

/** Fiscal years in which anything happened, the latest first; always with this one. */
export function yearsOf({ versions, calls, cases }: Happened, today: string): number[] {
  const first = Math.min(
    fiscalYear(today),
    ...versions.map(({ publishedAt }) => fiscalYear(japanDate(publishedAt))),
    ...calls.map(({ opensOn }) => fiscalYear(opensOn)),
    ...cases.flatMap(({ events }) => events.slice(0, 1).map(({ at }) => fiscalYear(japanDate(at)))),
  )
  return Array.from({ length: fiscalYear(today) - first + 1 }, (_, i) => fiscalYear(today) - i)
}

/**
 * The figures of a fiscal year (April to March in Japan), counted from what was written down when it happened. What is asked
 * of the register and of open cases is as of the year's last day, or of today in the present year.
 */
export function figuresOf(programme: Programme, happened: Happened, year: number, eventName: (event: string) => string): Figure[] {
  const { words, articles } = programme
  const isIn = (day: string) => fiscalYear(day) === year
  const isAt = (at: number | null) => at !== null && isIn(japanDate(at))
  const isBy = (at: number) => fiscalYear(japanDate(at)) <= year
  const sourceOf = (name: string) => programme.transitions.find(({ event }) => event === name)?.source
  const figures: Figure[] = []
  const section =
    (name: string) =>
    (label: string, article: string | null | undefined, value: number | null, unit: Figure['unit'] = '件') =>
      figures.push({ section: name, label, article: article ?? null, value, unit })

  const register = section(`${words.register}（年度末現在）`)
  const newest = new Map(happened.versions.filter(({ publishedAt }) => isBy(publishedAt)).map((version) => [version.entryId, version]))
  const kept = [...newest.values()].filter(({ kind }) => kind !== 'archived')
  const inRegister = kept.filter(({ ledger }) => ledger !== 'ordinance')
  register(`${words.register}に記載した${words.file}`, articles.register, inRegister.length)
  register(`うち${words.call}の対象`, articles.marking, inRegister.filter(({ isEligible }) => isEligible).length)
  register('条例による帳簿に記載したもの', null, kept.length - inRegister.length)

  const calls = section(`${words.call}と相談`)
  const held = happened.calls.filter(({ opensOn }) => isIn(opensOn))
  calls(`${words.call}（この年度に始まるもの）`, articles.call, held.length)
  const offered = new Set(held.flatMap(({ entries }) => entries.map(({ entryId }) => entryId)))
  calls(`募集の対象とした${words.file}（重なりを除く）`, articles.call, offered.size)
  calls('受けた質問', articles.help, happened.questions.filter(({ askedAt }) => isAt(askedAt)).length)
  calls('公表した回答', articles.help, happened.questions.filter(({ publishedAt }) => isAt(publishedAt)).length)
  calls('受けた事前相談', articles.help, happened.consultations.filter(({ requestedAt }) => isAt(requestedAt)).length)
  const talks = happened.consultations.flatMap(({ meetings }) => meetings.filter(({ heldOn }) => isIn(heldOn)))
  calls('行った事前相談（回数）', articles.help, talks.length)

  const handedIn = happened.cases.filter(({ events }) => events.some(({ event }) => event === SUBMITTED))
  const events = handedIn.flatMap((one) => one.events.filter(({ at }) => isAt(at)).map((event) => ({ ...event, one })))
  const count = (is: (event: string) => boolean, of: (one: CaseHistory) => boolean = () => true) =>
    events.filter(({ event, one }) => is(event) && of(one)).length
  const named = (name: string) => (event: string) => event === name

  const proposals = section(`${words.proposal}と${words.screening}`)
  proposals(`受け付けた${words.proposal}`, articles.proposal, count(named(SUBMITTED)))
  proposals(
    'うち作成済みのデータの利用の提案',
    articles.secondUse,
    count(named(SUBMITTED), ({ kind }) => kind !== null),
  )
  proposals('補正を求めた回数', articles.correction, count(named('correction-requested')))
  proposals('基準に適合すると決定したもの', articles.fitNotice, count(isFit))
  proposals('基準に適合しないと決定したもの', articles.unfitNotice, count(isUnfit))
  for (const { id, label } of programme.criteria) {
    const failed = events.filter(({ event, data }) => isUnfit(event) && notMet(data).includes(id)).length
    if (failed > 0)
      proposals(`うち「${label}」に適合しないもの（重なりを含む）`, programme.criteria.find((one) => one.id === id)?.article, failed)
  }
  proposals('取り下げられたもの', null, count(named('proposal-withdrawn')))
  const days = handedIn.flatMap((one) => daysToDecision(one, isAt)).sort((a, b) => a - b)
  proposals('受付から決定までの日数（中央値）', null, median(days), '日')
  proposals('受付から決定までの日数（最長）', null, days.at(-1) ?? null, '日')

  const contracts = section(`契約と${words.fee}`)
  contracts('結んだ契約', articles.contract, count(named('contract-concluded')))
  const money = happened.payments.filter(({ paidOn }) => isIn(paidOn))
  const sum = (some: typeof money) => some.reduce((yen, { amountYen }) => yen + amountYen, 0)
  contracts(`納められた${words.fee}`, articles.fee, sum(money.filter(({ kind }) => kind !== 'refund')), '円')
  contracts(`返した${words.fee}`, null, sum(money.filter(({ kind, approved }) => kind === 'refund' && approved === true)), '円')

  const data = section(`作成と${words.provision}`)
  data(`作成した${words.deidentifiedData}`, articles.making, count(named('result-accepted')))
  data(`${words.provision}した${words.deidentifiedData}`, sourceOf('data-provided'), count(named('data-provided')))
  const provided = happened.provisions.filter(({ confirmedAt }) => isAt(confirmedAt))
  data(
    '提供したデータの本人の数（延べ）',
    null,
    provided.reduce((persons, { ledger }) => persons + (ledger?.persons ?? 0), 0),
    '人',
  )
  data('利用が終わったもの', null, count(named('use-closed')))

  const open = handedIn.filter((one) => {
    const last = one.events.findLast(({ at }) => isBy(at))
    const isHandedIn = one.events.some(({ event, at }) => event === SUBMITTED && isBy(at))
    return last !== undefined && isHandedIn && !one.programme.states[last.toState]?.end
  })
  section('年度末現在')('手続や利用が続いている案件', null, open.length)

  const moves = section('案件の動き（すべて）')
  for (const event of [...new Set(events.map(({ event }) => event))].sort()) moves(eventName(event), sourceOf(event), count(named(event)))
  return figures
}

/** Criteria that a decision found not met. */
const notMet = (data: Record<string, unknown> | null): string[] =>
  Array.isArray(data?.findings)
    ? (data.findings as { criterion: string; finding: string }[]).flatMap(({ criterion, finding }) =>
        finding === 'not-met' ? criterion : [],
      )
    : []

/** Calendar days from the receipt to each decision that falls into the year. */
function daysToDecision({ events }: CaseHistory, isAt: (at: number) => boolean): number[] {
  const from = events.find(({ event }) => event === SUBMITTED)
  const decided = events.find(({ event }) => isFit(event) || isUnfit(event))
  return from && decided && isAt(decided.at) ? [daysBetween(japanDate(from.at), japanDate(decided.at))] : []
}

/** The middle one; of an even number the mean of the two in the middle. @param sorted - ascending */
const median = (sorted: readonly number[]): number | null =>
  sorted.length === 0 ? null : (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2

/** What came of a call: its proposals by what was decided on each, and what followed. */
export function resultOf(
  programme: Programme,
  call: Pick<Happened['calls'][number], 'entries'>,
  cases: readonly CaseHistory[],
  questions: Happened['questions'],
): Omit<Figure, 'section' | 'unit'>[] {
  const { words, articles } = programme
  const handedIn = cases.filter(({ events }) => events.some(({ event }) => event === SUBMITTED))
  const having = (name: string) => handedIn.filter(({ events }) => events.some(({ event }) => event === name)).length
  // The last decision counts, where a programme takes one up again.
  const decisions = handedIn.map(({ events }) => events.findLast(({ event }) => isFit(event) || isUnfit(event))?.event)
  const undecided = handedIn.filter((_, i) => decisions[i] === undefined)
  const isOver = ({ programme: { states }, events }: CaseHistory) => states[events.at(-1)?.toState ?? '']?.end === true
  const over = undecided.filter(isOver)
  const line = (label: string, article: string | null | undefined, value: number) => ({ label, article: article ?? null, value })
  return [
    line(`対象とした${words.file}`, articles.marking, call.entries.length),
    line('公表した質問と回答', articles.help, questions.filter(({ publishedAt }) => publishedAt !== null).length),
    line(`受け付けた${words.proposal}`, articles.proposal, handedIn.length),
    line('うち基準に適合すると決定したもの', articles.fitNotice, decisions.filter((event) => event !== undefined && isFit(event)).length),
    line(
      'うち基準に適合しないと決定したもの',
      articles.unfitNotice,
      decisions.filter((event) => event !== undefined && isUnfit(event)).length,
    ),
    line('うち決定の前に取り下げられたものなど', null, over.length),
    line('うち決定を待つもの', articles.screening, undecided.length - over.length),
    line('結んだ契約', articles.contract, having('contract-concluded')),
    line(`${words.provision}したデータ`, articles.afterMaking, having('data-provided')),
  ]
}
