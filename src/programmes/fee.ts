import type { FeePart, FeeTariff } from './model.ts'

export interface FeeLine {
  label: string
  /** how the amount comes about: "3,950円 × 3時間" */
  detail: string
  /** below zero where something is taken off */
  amountYen: number
  /** the place that fixes the part; left out where none is confirmed */
  source?: string
}

export interface Fee {
  lines: FeeLine[]
  totalYen: number
  /** hours charged: every started hour whole */
  startedHours: number
  source: string | null
}

/** What a fee is computed from. */
export interface FeeWork {
  /** time spent making the data: minutes, integer >= 0 */
  workMinutes: number
  /** paid to a contracted processor: yen, integer >= 0 */
  outsourcedYen?: number
  /** number of each item of the tariff that is charged by number, such as media: integer >= 0 */
  items?: Readonly<Record<string, number>>
  /** id of the exemption of the tariff that holds for the payer */
  exemption?: string | null
}

/**
 * Fee (手数料) for data made for a first proposal, with its breakdown: fixed part, every started hour, items by number, the
 * contractor's bill as it is, less an exemption, at most the cap.
 *
 * @throws {RangeError} if a number is negative or not whole, or the tariff knows no outsourcing, no such item or exemption
 * @source the tariff's own: 個人情報の保護に関する法律施行令第31条 as the local standard
 */
export function fee(tariff: FeeTariff, work: FeeWork): Fee {
  const outsourcedYen = work.outsourcedYen ?? 0
  assertWhole(work.workMinutes, 'workMinutes')
  assertWhole(outsourcedYen, 'outsourcedYen')
  if (outsourcedYen > 0 && !tariff.outsourced) throw new RangeError('outsourcedYen: the tariff has no outsourcing')
  const startedHours = Math.ceil(work.workMinutes / 60) // 「一時間までごとに」: a started hour is charged whole
  const lines: FeeLine[] = []
  const add = (part: FeePart, label: string, detail: string, amountYen: number) => lines.push(line(tariff, part, label, detail, amountYen))
  if (tariff.baseYen > 0 || tariff.hourlyYen === 0) add('base', tariff.labels.base, '1件', tariff.baseYen)
  if (tariff.hourlyYen > 0)
    add('hourly', tariff.labels.hourly, `${yenOf(tariff.hourlyYen)} × ${startedHours}時間`, tariff.hourlyYen * startedHours)
  for (const [id, count] of Object.entries(work.items ?? {})) {
    const item = tariff.items.find((one) => one.id === id)
    if (!item) throw new RangeError(`items: the tariff has no ${id}`)
    assertWhole(count, id)
    if (count > 0) add('items', item.label, `${yenOf(item.yen)} × ${count}${item.unit}`, item.yen * count)
  }
  if (outsourcedYen > 0) add('outsourced', tariff.labels.outsourced, '実費', outsourcedYen)
  reduce(tariff, lines, work.exemption ?? null)
  return { lines, totalYen: sum(lines), startedHours, source: tariff.source }
}

/**
 * Fee for data that was already made for somebody else.
 *
 * @param firstFeeYen - what the first user paid for the same data: yen
 * @param hasContracted - this proposer has concluded a contract on the same data before
 */
export function secondUseFee(tariff: FeeTariff, firstFeeYen: number, hasContracted: boolean, exemption: string | null = null): Fee {
  assertWhole(firstFeeYen, 'firstFeeYen')
  const { secondUse: label } = tariff.labels
  const lines = [
    hasContracted
      ? line(tariff, 'again', label, '既に契約を結んだ者', tariff.secondUseYen)
      : line(tariff, 'secondUse', label, '最初の利用者と同額', firstFeeYen),
  ]
  reduce(tariff, lines, exemption)
  return { lines, totalYen: sum(lines), startedHours: 0, source: tariff.source }
}

/** Takes off what the payer is let off, then whatever is above the cap. Half a yen is let off. */
function reduce(tariff: FeeTariff, lines: FeeLine[], exemptionId: string | null): void {
  if (exemptionId !== null) {
    const exemption = tariff.exemptions.find(({ id }) => id === exemptionId)
    if (!exemption) throw new RangeError(`exemption: the tariff has no ${exemptionId}`)
    const amountYen = -Math.ceil((sum(lines) * exemption.percent) / 100)
    if (amountYen < 0)
      lines.push({ label: `減免（${exemption.label}）`, detail: `${exemption.percent}％`, amountYen, ...sourced(exemption.source) })
  }
  const over = tariff.capYen === null ? 0 : sum(lines) - tariff.capYen
  if (over > 0) lines.push(line(tariff, 'cap', '上限を超える額', `上限 ${yenOf(tariff.capYen ?? 0)}`, -over))
}

const line = (tariff: FeeTariff, part: FeePart, label: string, detail: string, amountYen: number): FeeLine => ({
  ...{ label, detail, amountYen },
  ...sourced(tariff.sources[part] === undefined ? tariff.source : tariff.sources[part]),
})

const sourced = (source: string | null) => (source === null ? {} : { source })
const sum = (lines: readonly FeeLine[]) => lines.reduce((total, { amountYen }) => total + amountYen, 0)
const yenOf = (amount: number) => `${amount.toLocaleString('ja-JP')}円`

/** What is still to be paid (> 0) or to be given back (< 0) once the true work is known. `rule`: the setting fee.settle. */
export function settlementDifference(rule: unknown, settledYen: number, receivedYen: number): number {
  const difference = settledYen - receivedYen
  if (rule === 'actual') return difference
  return rule === 'refund-only' ? Math.min(difference, 0) : 0
}

/** What a payer gets back. `rule`: the programme's setting for that ending; outlay: what the making has cost already. */
export function refundOf(rule: unknown, receivedYen: number, outlayYen: number): number {
  if (rule === 'all') return receivedYen
  return rule === 'less-outlay' ? Math.max(0, receivedYen - outlayYen) : 0
}

function assertWhole(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name}: expected a whole number, not negative`)
}
