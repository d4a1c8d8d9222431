import { describe, expect, it } from 'vitest'
import { applyChanges, readSettings, withEverySetting } from '../../../../src/modules/programmes/rules.ts'
import { type Programme, programme, readProgramme, SETTINGS } from '../../../../src/programmes/index.ts'

const appi = programme('appi')
const NONE = { title: '県の制度', settings: {}, fee: {}, words: {} }

/** As an organisation kept it before the setting was known. */
const before = (key: string): Programme => {
  const { [key]: _, ...settings } = appi.settings
  return readProgramme({ ...applyChanges(appi, 'ken-1', NONE, '2026-04-01', '1'), settings })
}

describe('a version from before a setting was known', () => {
  it('is given what holds for everybody, which an administrator may then set', () => {
    const old = before('council.holds')
    expect(old.settings['council.holds']).toBeUndefined()
    const whole = withEverySetting(old)
    expect(whole.settings['council.holds']).toMatchObject({
      value: SETTINGS['council.holds']!.base,
      source: null,
      verified: false,
      locked: false,
    })
    const { changes, refusals } = readSettings(whole, ['council.holds'], {
      'value.council.holds': 'until-answer',
      'source.council.holds': '要綱第3条',
    })
    expect(refusals).toEqual([])
    const next = readProgramme(applyChanges(whole, 'ken-1', { ...NONE, settings: changes }, '2026-05-01', '2'))
    expect(next.settings['council.holds']).toMatchObject({ value: 'until-answer', source: '要綱第3条', verified: true })
  })

  it('stays itself where it names them all: the law behind it is found by what it is', () => {
    expect(withEverySetting(appi)).toBe(appi)
  })
})
