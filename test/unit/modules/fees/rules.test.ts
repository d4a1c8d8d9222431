import { describe, expect, it } from 'vitest'
import {
  type CaseFees,
  checkPayment,
  checkWork,
  dueYen,
  type FeeRecord,
  type Payment,
  refundDue,
} from '../../../../src/modules/fees/index.ts'
import { type Programme, programme } from '../../../../src/programmes/index.ts'

const codes = (outcome: { ok: boolean; refusals?: { code: string; field?: string }[] }) =>
  (outcome.refusals ?? []).map(({ code, field }) => `${code}@${field}`)

const appi = programme('appi')
const withSettings = (values: Record<string, unknown>): Programme => ({
  ...appi,
  settings: {
    ...appi.settings,
    ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { ...appi.settings[key]!, value: value as string }])),
  },
})

describe('work that a fee is computed from', () => {
  it('takes items and exemption where the tariff has them', () => {
    const tariff = {
      ...appi.fee,
      items: [{ id: 'disc', label: '媒体', unit: '枚', yen: 100 }],
      exemptions: [{ id: 'public', label: '公的機関', percent: 50, source: null }],
    }
    const checked = checkWork({ ...appi, fee: tariff }, { workMinutes: '61', 'item-disc': '3', exemption: 'public' })
    expect(checked.ok && checked.value.fee.totalYen).toBe((21_000 + 2 * 3_950 + 300) / 2)
    expect(codes(checkWork({ ...appi, fee: tariff }, { workMinutes: '60', 'item-disc': 'x', exemption: 'friend' }))).toEqual([
      'not-a-number@item-disc',
      'required@exemption',
    ])
  })
})

describe('payment', () => {
  const due = { amountYen: 64_450, from: '2026-05-01', dueOn: '2026-05-18' }
  const pay = (over: Partial<Record<'paidOn' | 'amount' | 'reference' | 'way', string>> = {}, of = appi) =>
    checkPayment(of, { paidOn: '2026-05-18', amount: '64450', reference: '納1', ...over }, due, '2026-05-20')

  it.each(['64450', '64,450', '６４，４５０円', ' 64450 '])('takes %s as the whole fee', (amount) => {
    expect(pay({ amount })).toEqual({
      ok: true,
      value: { paidOn: '2026-05-18', amountYen: 64_450, reference: '納1', way: '納入通知書', isLate: false },
    })
  })

  it('takes a late one where the programme does, and says that it is late', () => {
    expect(pay({ paidOn: '2026-05-19', way: '現金' })).toMatchObject({ ok: true, value: { isLate: true, way: '現金' } })
    expect(codes(pay({ paidOn: '2026-05-19' }, withSettings({ 'fee.late': 'refuse' })))).toEqual(['paid-late@paidOn'])
    expect(pay({}, withSettings({ 'fee.late': 'refuse' })).ok).toBe(true)
  })

  it.each([
    [{ amount: '64449' }, 'amount-differs@amount'],
    [{ amount: '64451' }, 'amount-differs@amount'],
    [{ amount: '0' }, 'amount-differs@amount'],
    [{ amount: '-64450' }, 'not-a-number@amount'],
    [{ amount: '' }, 'not-a-number@amount'],
    [{ paidOn: '2026-05-21' }, 'paid-in-future@paidOn'],
    [{ paidOn: '2026-04-30' }, 'paid-before-notice@paidOn'],
    [{ paidOn: '5月20日' }, 'not-a-date@paidOn'],
    [{ reference: ' ' }, 'required@reference'],
    [{ way: '収入印紙' }, 'payment-kind@way'],
  ])('refuses %o', (over, expected) => {
    expect(codes(pay(over))).toEqual([expected])
  })
})

describe('what is due and what goes back', () => {
  const fees = (receivedYen: number, settledYen?: number): CaseFees => ({
    estimate: undefined,
    quote: { totalYen: 50_000 } as FeeRecord,
    settlement: settledYen === undefined ? undefined : ({ totalYen: settledYen } as FeeRecord),
    proposed: undefined,
    records: [],
    payments: receivedYen > 0 ? [{ kind: 'payment', amountYen: receivedYen } as Payment] : [],
    receivedYen,
  })
  // received, settled, rule → due
  it.each([
    [0, undefined, 'actual', 50_000],
    [0, 60_000, 'actual', 60_000],
    [0, 60_000, 'refund-only', 50_000],
    [0, 40_000, 'refund-only', 40_000],
    [0, 60_000, 'none', 50_000],
    [50_000, undefined, 'actual', 0],
    [50_000, 60_000, 'actual', 10_000],
    [50_000, 40_000, 'actual', -10_000],
    [50_000, 60_000, 'refund-only', 0],
    [50_000, 40_000, 'refund-only', -10_000],
    [50_000, 40_000, 'none', 0],
  ])('received %s, settled %s, rule %s: due %s', (received, settled, rule, expected) => {
    expect(dueYen(withSettings({ 'fee.settle': rule }), 50_000, fees(received, settled))).toBe(expected)
  })

  // state, settled, setting → refund
  it.each([
    ['withdrawn', undefined, { 'fee.refundWithdrawn': 'all' }, 50_000],
    ['withdrawn', undefined, { 'fee.refundWithdrawn': 'none' }, null],
    ['withdrawn', 20_000, { 'fee.refundWithdrawn': 'less-outlay' }, 30_000],
    ['withdrawn', 70_000, { 'fee.refundWithdrawn': 'less-outlay' }, null],
    ['not-made', undefined, { 'fee.refundNotMade': 'all' }, 50_000],
    ['terminated', undefined, { 'fee.refundTerminated': 'none' }, null],
    ['in-use', 45_000, {}, 5_000],
    ['in-use', 55_000, {}, null],
  ])('in %s, settled %s, %o: %s', (state, settled, settings, expected) => {
    expect(refundDue(withSettings(settings), state, fees(50_000, settled))?.amountYen ?? null).toBe(expected)
  })
  it('nothing goes back that was not paid, and nothing twice', () => {
    expect(refundDue(appi, 'withdrawn', fees(0))).toBeNull()
    expect(
      refundDue(withSettings({ 'fee.refundWithdrawn': 'less-outlay' }), 'withdrawn', { ...fees(50_000, 20_000), receivedYen: 20_000 }),
    ).toBeNull()
  })
})
