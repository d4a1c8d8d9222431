import type { FeeTariff } from './model.ts'

export interface FeeLine {
  label: string
  /** how the amount comes about: "3,950円 × 3時間" */
  detail: string
  amountYen: number
}

export interface Fee {
  lines: FeeLine[]
  totalYen: number
  /** hours charged: every started hour whole */
  startedHours: number
  source: string | null
}

/**
 * Fee (手数料) for data made for a first proposal, with its breakdown.
 *
 * @param work.workMinutes - time spent making the data: minutes, integer >= 0
 * @param work.outsourcedYen - paid to a contracted processor: yen, integer >= 0
 * @param work.items - number of each item of the tariff that is charged by number, such as media: integer >= 0
 * @throws {RangeError} if an argument is negative or not whole, or the tariff knows no outsourcing or no such item
 * @source the tariff's own: 個人情報の保護に関する法律施行令第31条 as the local standard
 */
export function fee(
  tariff: FeeTariff,
  work: { workMinutes: number; outsourcedYen?: number; items?: Readonly<Record<string, number>> },
): Fee {
  const outsourcedYen = work.outsourcedYen ?? 0
  assertWhole(work.workMinutes, 'workMinutes')
  assertWhole(outsourcedYen, 'outsourcedYen')
  if (outsourcedYen > 0 && !tariff.outsourced) throw new RangeError('outsourcedYen: the tariff has no outsourcing')
  const startedHours = Math.ceil(work.workMinutes / 60) // 「一時間までごとに」: a started hour is charged whole
  const lines: FeeLine[] = []
  if (tariff.baseYen > 0 || tariff.hourlyYen === 0) lines.push({ label: tariff.labels.base, detail: '1件', amountYen: tariff.baseYen })
  if (tariff.hourlyYen > 0)
    lines.push({
      label: tariff.labels.hourly,
      detail: `${tariff.hourlyYen.toLocaleString('ja-JP')}円 × ${startedHours}時間`,
      amountYen: tariff.hourlyYen * startedHours,
    })
  for (const [id, count] of Object.entries(work.items ?? {})) {
    const item = tariff.items.find((one) => one.id === id)
    if (!item) throw new RangeError(`items: the tariff has no ${id}`)
    assertWhole(count, id)
    if (count > 0)
      lines.push({ label: item.label, detail: `${item.yen.toLocaleString('ja-JP')}円 × ${count}${item.unit}`, amountYen: item.yen * count })
  }
  if (outsourcedYen > 0) lines.push({ label: tariff.labels.outsourced, detail: '実費', amountYen: outsourcedYen })
  return { lines, totalYen: lines.reduce((sum, { amountYen }) => sum + amountYen, 0), startedHours, source: tariff.source }
}

/**
 * Fee for data that was already made for somebody else.
 *
 * @param firstFeeYen - what the first user paid for the same data: yen
 * @param hasContracted - this proposer has concluded a contract on the same data before
 */
export function secondUseFee(tariff: FeeTariff, firstFeeYen: number, hasContracted: boolean): Fee {
  assertWhole(firstFeeYen, 'firstFeeYen')
  const amountYen = hasContracted ? tariff.secondUseYen : firstFeeYen
  const detail = hasContracted ? '既に契約を結んだ者' : '最初の利用者と同額'
  return { lines: [{ label: tariff.labels.secondUse, detail, amountYen }], totalYen: amountYen, startedHours: 0, source: tariff.source }
}

function assertWhole(value: number, name: string): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name}: expected a whole number, not negative`)
}
