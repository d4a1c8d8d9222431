import { describe, expect, it } from 'vitest'
import { owedCall } from '../../../../src/modules/calls/index.ts'
import { type Programme, programme } from '../../../../src/programmes/index.ts'

const appi = programme('appi')
const opened = (...days: string[]) => days.map((opensOn) => ({ opensOn }))
const withSetting = (key: string, value: number | string): Programme => ({
  ...appi,
  settings: { ...appi.settings, [key]: { ...appi.settings[key]!, value } },
})

describe('the yearly call (法111条, 規則53条)', () => {
  it.each([
    // A fiscal year runs from April to March; thirty days fit in when the call opens by 1 March.
    ['2026-04-01', [], 2026],
    ['2027-03-31', [], 2026],
    ['2027-03-31', ['2026-03-31'], 2026],
    ['2027-03-31', ['2026-04-01'], null],
    ['2026-05-01', ['2027-03-31'], null],
    ['2026-05-01', ['2027-04-01'], 2026],
    ['2027-04-01', ['2026-04-01'], 2027],
  ])('on %s with calls opening on %j the year that owes one is %s', (today, days, year) => {
    expect(owedCall(appi, opened(...days), today)?.year ?? null).toBe(year)
  })

  it('can open until it would not be open long enough within the year, and is spoken of from January', () => {
    expect(owedCall(appi, [], '2026-06-01')).toEqual({ year: 2026, dueOn: '2027-03-01', remindFrom: '2027-01-01' })
    // a leap year
    expect(owedCall(appi, [], '2027-06-01')).toMatchObject({ dueOn: '2028-03-01' })
    expect(owedCall(withSetting('call.minLength', 60), [], '2026-06-01')).toMatchObject({ dueOn: '2027-01-30' })
  })

  it('is owed as often as the programme says, and not where calls are the body’s own choice', () => {
    const twice = withSetting('call.perFiscalYear', 2)
    expect(owedCall(twice, opened('2026-05-01'), '2026-06-01')?.year).toBe(2026)
    expect(owedCall(twice, opened('2026-05-01', '2026-11-01'), '2026-06-01')).toBeNull()
    expect(owedCall(withSetting('call.obligation', 'may'), [], '2027-03-31')).toBeNull()
    for (const id of ['npd', 'mona', 'ndb']) expect(owedCall(programme(id), [], '2027-03-31')).toBeNull()
  })
})
