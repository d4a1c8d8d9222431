import { describe, expect, it } from 'vitest'
import { isIsoDate } from '../../../src/core/index.ts'
import { demonstrationOrganisations, registerEntryDocuments } from '../../../src/demo/register-entries.ts'

const KEYS = [
  'sakyu',
  'organisation',
  'slug',
  'name',
  'authority',
  'department',
  'purpose',
  'items',
  'itemsPartlyWithheld',
  'scope',
  'collection',
  'hasSensitive',
  'ordinanceSensitive',
  'regularRecipients',
  'disclosureDesk',
  'specialProcedures',
  'fileKind',
  'hasManualCounterpart',
  'isEligible',
  'proposalDesk',
  'madeData',
  'remarks',
  'holdingSince',
  'persons',
  'personsCountedOn',
  'judgment',
  'dataFiles',
]
const KINDS = ['direct-identifier', 'individual-code', 'linking-code', 'quasi-identifier', 'sensitive', 'other']

describe('register entries of the demonstration', () => {
  const entries = registerEntryDocuments()
  const organisations = demonstrationOrganisations()

  it('has enough files for both organisations, each with a name of its own', () => {
    const count = (id: string) => entries.filter(({ organisation }) => organisation === id).length
    expect(organisations.map(({ id }) => count(id))).toEqual([10, 3])
    expect(count('sakyu-ken') + count('fumon-shi')).toBe(entries.length)
    expect(new Set(entries.map(({ organisation, slug }) => `${organisation}/${slug}`)).size).toBe(entries.length)
    expect(new Set(entries.map(({ organisation, name }) => `${organisation}/${name}`)).size).toBe(entries.length)
  })

  it.each(entries.map((entry) => [entry.name, entry] as const))('%s is complete and agrees with itself', (_, entry) => {
    expect(Object.keys(entry)).toEqual(KEYS)
    expect(entry.sakyu).toBe('register-entry/1')
    expect(entry.slug).toMatch(/^[a-z]+(-[a-z]+)*$/)
    for (const text of [entry.name, entry.authority, entry.department, entry.purpose, entry.scope]) expect(text.length).toBeGreaterThan(1)
    expect(entry.items.map(({ no }) => no)).toEqual(entry.items.map((_, i) => i + 1))
    expect(new Set(entry.items.map(({ name }) => name)).size).toBe(entry.items.length)
    expect(entry.items.filter(({ kind }) => !KINDS.includes(kind))).toEqual([])
    expect(entry.hasSensitive).toBe(entry.items.some(({ sensitive }) => sensitive))
    expect([entry.disclosureDesk.name, entry.disclosureDesk.address]).not.toContain('')
    expect(entry.proposalDesk !== null).toBe(entry.isEligible)
    expect(entry.hasManualCounterpart === null).toBe(entry.fileKind === 'manual')
    expect([entry.holdingSince, entry.personsCountedOn, entry.judgment.decidedOn].every(isIsoDate)).toBe(true)
    expect(entry.persons).toBeGreaterThanOrEqual(1000) // below that a file needs no entry (施行令20条2項)
  })

  it.each(entries.map((entry) => [entry.name, entry] as const))('%s: the judgment decides eligibility', (_, { judgment, ...entry }) => {
    expect(judgment.tests.map(({ test }) => test)).toEqual(['registered', 'disclosable', 'feasible'])
    expect(judgment.tests.every(({ met }) => met)).toBe(entry.isEligible)
    for (const test of judgment.tests) expect(test.reason).not.toBe('')
    const [registered, disclosable, feasible] = judgment.tests
    expect(registered.exclusion === null).toBe(registered.met)
    expect(disclosable.route !== null).toBe(disclosable.met)
    expect(feasible.obstacle === null).toBe(feasible.met)
    if (entry.itemsPartlyWithheld) expect(registered.met).toBe(false) // 法75条3項 → 法60条3項1号
    expect(judgment.publicReason).not.toBe(judgment.internalReason)
  })

  it('every item that names an individual code is marked as one', () => {
    const codes = /個人番号|住民票コード|被保険者番号|保険者番号|記号番号/
    const named = entries.flatMap(({ items }) => items.filter((item) => codes.test(item.name)))
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((item) => item.kind !== 'individual-code')).toEqual([])
  })
})
