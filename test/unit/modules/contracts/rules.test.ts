import { describe, expect, it } from 'vitest'
import { checkPayment, checkTerms } from '../../../../src/modules/contracts/rules.ts'

const codes = (outcome: { ok: boolean; refusals?: { code: string; field?: string }[] }) =>
  (outcome.refusals ?? []).map(({ code, field }) => `${code}@${field}`)

describe('payment', () => {
  const pay = (over: Partial<{ paidOn: string; amount: string; reference: string }> = {}) =>
    checkPayment({ paidOn: '2026-05-20', amount: '64450', reference: '納1', ...over }, 64_450, '2026-05-01', '2026-05-20')

  it.each(['64450', '64,450', '６４，４５０円', ' 64450 '])('takes %s as the whole fee', (amount) => {
    expect(pay({ amount })).toEqual({ ok: true, value: { paidOn: '2026-05-20', amountYen: 64_450, reference: '納1' } })
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
  ])('refuses %o', (over, expected) => {
    expect(codes(pay(over))).toEqual([expected])
  })
})

describe('terms of the contract', () => {
  const terms = (over: Record<string, string> = {}) =>
    checkTerms(
      {
        recipe: '',
        periodFrom: '2026-09-01',
        periodTo: '2027-08-31',
        onwardSupply: 'prohibited',
        outsourcing: 'with-consent',
        court: '試験地方裁判所',
        ...over,
      },
      { from: '2026-09-01', to: '2027-08-31' },
    )

  it('takes the screened period, or a shorter one', () => {
    expect(terms().ok).toBe(true)
    expect(terms({ periodFrom: '2026-10-01', periodTo: '2027-01-31' }).ok).toBe(true)
  })

  it.each([
    [{ periodTo: '2027-09-01' }, 'period-beyond-screened@periodTo'],
    [{ periodFrom: '2026-08-31' }, 'period-before-screened@periodFrom'],
    [{ periodFrom: '2027-01-02', periodTo: '2027-01-01' }, 'period-backwards@periodTo'],
    [{ periodTo: '' }, 'not-a-date@periodTo'],
    [{ onwardSupply: 'anything' }, 'required@onwardSupply'],
    [{ outsourcing: '' }, 'required@outsourcing'],
    [{ court: '' }, 'required@court'],
  ])('refuses %o', (over, expected) => {
    expect(codes(terms(over as Record<string, string>))).toEqual([expected])
  })
})
