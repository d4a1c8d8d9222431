import { describe, expect, it } from 'vitest'
import { checkTerms } from '../../../../src/modules/contracts/rules.ts'

const codes = (outcome: { ok: boolean; refusals?: { code: string; field?: string }[] }) =>
  (outcome.refusals ?? []).map(({ code, field }) => `${code}@${field}`)

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
