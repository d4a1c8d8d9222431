import { describe, expect, it } from 'vitest'
import appiDocument from '../../../data-catalog/programmes/appi.json' with { type: 'json' }
import tottoriDocument from '../../../data-catalog/programmes/tottori.json' with { type: 'json' }
import {
  loadProgrammes,
  numberSetting,
  type ProgrammeDocument,
  programme,
  programmeSchema,
  programmes,
  SETTINGS,
} from '../../../src/programmes/index.ts'

const appi = programme('appi')
const tottori = programme('tottori')

/** A copy of the document with one value changed; undefined takes it away. */
function changed(document: object, path: string, value: unknown) {
  const copy = structuredClone(document) as ProgrammeDocument
  const keys = path.split('.')
  const last = keys.pop()!
  const holder = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, copy as Record<string, unknown>)
  if (value === undefined) delete holder[last]
  else holder[last] = value
  return copy
}

describe('the documents', () => {
  it('load, and are named by id and version', () => {
    expect(programmes().map(({ id, effectiveFrom }) => [id, effectiveFrom])).toEqual([
      ['appi', '2023-04-01'],
      ['tottori', '2017-05-30'],
      ['statistics-act', '2019-05-01'],
      ['ndb', '2015-04-01'],
      ['npd', '2015-04-01'],
      ['acara', '2015-04-01'],
      ['ies', '2015-04-01'],
      ['mona', '2015-04-01'],
    ])
    expect(programme('appi', appi.version)).toBe(appi)
    expect(() => programme('appi', '1999')).toThrow('no such programme')
    expect(() => programme('prefecture-x')).toThrow('no such programme')
  })

  it('fix every setting of the catalogue, each of its kind, since a day', () => {
    for (const one of programmes()) {
      expect(Object.keys(one.settings).sort(), one.id).toEqual(Object.keys(SETTINGS).sort())
      for (const [key, { effectiveFrom }] of Object.entries(one.settings))
        expect(effectiveFrom, `${one.id} ${key}`).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })

  it('of other laws take nothing over that their source does not say', () => {
    const base = (key: string) => SETTINGS[key]!.base
    for (const one of programmes()) {
      if (one.id === 'appi' || one.id === 'tottori') continue
      expect(one.settings['call.minLength']?.value, one.id).toBe(base('call.minLength'))
      expect(Object.values(one.settings).some(({ locked }) => locked)).toBe(false)
      for (const { source, verified } of Object.values(one.settings)) expect(source !== null).toBe(verified)
      expect(JSON.stringify(one)).not.toContain('行政機関等匿名加工情報')
    }
  })

  it('hold the eight items, seven criteria, six disqualifications, five items of the rule', () => {
    for (const one of programmes()) {
      expect(one.proposalItems.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(one.criteria.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7])
      expect(one.disqualifications.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6])
      expect(one.rule27.items.map(({ item }) => item)).toEqual([1, 2, 3, 4, 5])
    }
  })

  it('every state has a label, a sentence and an owner; every move has a label; labels differ', () => {
    for (const one of programmes()) {
      const states = Object.values(one.states)
      expect(new Set(states.map(({ label }) => label)).size).toBe(states.length)
      for (const { explain } of states) expect(explain).toMatch(/。$/)
      expect(new Set(one.transitions.map(({ label }) => label)).size).toBe(one.transitions.length)
      // Every body rules by the same event.
      const events = one.transitions.map(({ event }) => event).filter((event) => event !== 'ruling-recorded')
      expect(new Set(events).size).toBe(events.length)
    }
  })

  it('what the law fixes carries its article; what no source confirms is not called verified', () => {
    for (const { settings } of programmes())
      for (const [key, { locked, source, verified }] of Object.entries(settings)) {
        if (locked || verified) expect(source, key).not.toBeNull()
      }
    expect(numberSetting(appi, 'review.minPersons')).toBe(1000)
    expect(appi.settings['review.sla']).toMatchObject({ verified: false, source: null })
  })

  it('a loaded programme cannot be changed', () => {
    expect(() => Object.assign(appi.fee, { baseYen: 0 })).toThrow(TypeError)
  })
})

describe('tottori extends appi in its own words', () => {
  const CONFIRMED = /^(条例第(2条|6条|39条|45条|46条)|規則第(2条の3|27条|32条))/
  const citations = (value: unknown, key = ''): string[] => {
    if (typeof value === 'string') return ['article', 'source', 'basis'].includes(key) ? [value] : []
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([name, inner]) => citations(inner, name))
  }

  it('cites only what is confirmed, and nothing of the Act', () => {
    const { law: _, ...rest } = tottori
    const found = [...citations(rest), ...Object.values(tottori.articles).filter((article) => article !== null)]
    expect(found.length).toBeGreaterThan(10)
    expect(found.filter((citation) => !CONFIRMED.test(citation))).toEqual([])
  })
  it('has its own name of the data, its opinion step, and the same actions otherwise', () => {
    expect(tottori.words.deidentifiedData).toBe('実施機関非識別加工情報')
    expect(JSON.stringify({ ...tottori, settings: {} })).not.toContain('行政機関等匿名加工情報')
    const actions = (one: typeof appi) => one.transitions.map(({ action }) => action)
    expect(actions(tottori).sort()).toEqual([...actions(appi), 'ask-opinion', 'record-opinion'].sort())
    expect(tottori.transitions.find(({ action }) => action === 'decide-fit')?.guard).toBe('opinions-heard')
  })
  it('neither form numbers, locks nor “verified” are taken over from the Act', () => {
    expect(Object.values(tottori.forms).every(({ number }) => number === null)).toBe(true)
    expect(Object.values(tottori.settings).some(({ locked }) => locked)).toBe(false)
    for (const { verified, source } of Object.values(tottori.settings)) expect(verified).toBe(source !== null)
    expect(tottori.fee).toMatchObject({ verified: false, source: null })
  })
})

describe('the loader refuses', () => {
  it.each<[string, RegExp, path: string, value: unknown]>([
    ['an unknown key', /「」: 認識されていないキー: "colour"/, 'colour', 'red'],
    ['a missing label', /「states\.review\.label」/, 'states.review.label', undefined],
    ['an unknown role', /「transitions\.0\.roles\.0」/, 'transitions.0.roles.0', 'king'],
    ['a move to nowhere', /「submit」の状態「limbo」/, 'transitions.0.to', 'limbo'],
    ['a form that is not there', /様式「poem」/, 'transitions.0.document', 'poem'],
    ['a clock that is not there', /期限「review\.never」/, 'transitions.1.deadline', { setting: 'review.never' }],
    ['four eyes of nobody', /相手「dream」/, 'transitions.1.fourEyes', 'dream'],
    ['the same action twice', /「submit」が二度/, 'transitions.1.action', 'submit'],
    [
      'a setting that nobody knows',
      /「settings\.review\.mood」: 決められた設定ではありません/,
      'settings',
      { 'review.mood': { value: 1 } },
    ],
    ['a setting of the wrong kind', /設定「review\.sla」: 0以上の整数/, 'settings', { 'review.sla': { value: 'soon' } }],
    ['a choice that is none', /設定「call\.mode」: 選択肢/, 'settings', { 'call.mode': { value: 'daily' } }],
    ['a clock that nothing stops', /期限「review」の「dream」がありません/, 'clocks.review.stops', ['dream']],
    ['a clock of a setting without days', /期限「review」の設定「term\.max」がありません/, 'clocks.review.setting', 'term.max'],
    ['a state without a way in', /「island」に至る道/, 'states.island', { ...appiDocument.states.closed, label: '島' }],
    ['a state without a way out', /「closed」は出る道がありません/, 'states.closed.end', false],
  ])('%s', (_, message, path, value) => {
    expect(() => loadProgrammes([changed(appiDocument, path, value)])).toThrow(message)
  })

  it('a programme that extends nobody, or itself', () => {
    expect(() => loadProgrammes([tottoriDocument])).toThrow(/「appi」がありません/)
    expect(() => loadProgrammes([changed(appiDocument, 'extends', 'appi')])).toThrow(/自分自身/)
  })

  const prefecture = (settings: unknown) => [appiDocument, { sakyu: 'programme/1', id: 'prefecture-x', extends: 'appi', settings }]
  it('a value weaker than the law, naming the article', () => {
    expect(() => loadProgrammes(prefecture({ 'call.minLength': { value: 20 } }))).toThrow(/settings\.call\.minLength」: 規則第53条により/)
    expect(() => loadProgrammes(prefecture({ 'form.certificateAge': { value: 12 } }))).toThrow(/規則第54条第4項第2号/)
    expect(() => loadProgrammes(prefecture({ 'notice.reasons': { value: false } }))).toThrow(/法第114条第3項/)
  })
  it('but not a stricter one, nor one that the law leaves open', () => {
    const [, own] = loadProgrammes(prefecture({ 'call.minLength': { value: 45 }, 'review.sla': { value: 20 } }))
    expect(own?.settings['call.minLength']).toMatchObject({ value: 45, unit: 'days', locked: true, source: '規則第53条' })
    expect(own?.settings['review.sla']).toMatchObject({ value: 20, unit: 'businessDays' })
    expect(own?.articles.contract).toBe('法第115条')
  })
})

describe('programmeSchema', () => {
  it('is JSON Schema with every key of a programme', () => {
    const schema = programmeSchema() as { $schema: string; properties: Record<string, unknown> }
    expect(schema.$schema).toContain('json-schema.org')
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(appi)))
  })
})
