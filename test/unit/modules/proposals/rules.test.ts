import { describe, expect, it } from 'vitest'
import { factsOf, itemRows } from '../../../../src/modules/proposals/facts.ts'
import { allFields, mediumOf } from '../../../../src/modules/proposals/fields.ts'
import { requiredAttachments, wholeNumber, withAnswers } from '../../../../src/modules/proposals/rules.ts'
import type { RegisterEntry } from '../../../../src/modules/register/index.ts'
import { programme, programmes } from '../../../../src/programmes/index.ts'
import { entryDraft } from '../../../support/entries.ts'

const appi = programme('appi')
const draft = entryDraft({ slug: 'tax', name: '住民税課税台帳' })
const entry = {
  ...draft,
  id: 'e1',
  organisationId: 'ken',
  content: draft,
  version: 1,
  publishedAt: 0,
  updatedAt: 0,
  ledger: 'register',
  archivedAt: null,
  stockTakenOn: null,
} as RegisterEntry
const content = (answers: Record<string, string> = {}) => ({ answers, pledged: false })

describe('how the data reach the proposer', () => {
  it('is said in words by every programme: notices and contracts repeat it', () => {
    const ways = programmes().map((one) => mediumOf(one))
    expect(ways).toContain('遠隔接続だけ')
    for (const way of ways) expect(way).toMatch(/[ぁ-ん]/)
  })
})

describe('wholeNumber', () => {
  it.each([
    ['2000', 2_000],
    ['2,000人', 2_000],
    ['２，０００', 2_000],
    [' 2 000 ', 2_000],
    ['0', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['', undefined],
    ['二千', undefined],
  ])('%j → %j', (typed, number) => {
    expect(wholeNumber(typed)).toBe(number)
  })
})

describe('withAnswers', () => {
  const sent = { answers: { 'purpose-use': 'a\r\nb', persons: '1,500', organisationId: 'shi', pledged: 'yes' }, pledged: true }

  it('takes the form’s own fields and nothing else', () => {
    const { answers, persons, pledged } = withAnswers(appi, 'draft', content(), entry, sent)
    expect(answers).toEqual({ 'purpose-use': 'a\nb', persons: '1,500' })
    expect(persons).toBe(1_500)
    expect(pledged).toBe(true)
  })

  it('forgets a box that is no longer ticked, and a number that is none', () => {
    const before = { ...content({ 'method-want-2': 'yes', 'purpose-use': 'kept', persons: '9' }), persons: 9 }
    const after = withAnswers(appi, 'draft', before, entry, { answers: { persons: 'x' }, pledged: false })
    expect(after.answers).toEqual({ 'purpose-use': 'kept', persons: 'x' })
    expect(after.persons).toBeUndefined()
  })

  it('in a returned case takes the named items only, and in any other nothing', () => {
    const before = { ...content({ 'purpose-use': 'old', persons: '2000' }), persons: 2_000, pledged: true, corrections: { purpose: 'why' } }
    expect(withAnswers(appi, 'returned', before, entry, { ...sent, pledged: false })).toMatchObject({
      answers: { 'purpose-use': 'a\nb', persons: '2000' },
      persons: 2_000,
      pledged: true,
    })
    expect(withAnswers(appi, 'review', before, entry, sent)).toEqual(before)
  })
})

describe('requiredAttachments', () => {
  it.each([
    [{ 'party-kind': 'body' }, ['benefit', 'identity-body']],
    [{ 'party-kind': 'person' }, ['benefit', 'identity-person']],
    [{ 'party-kind': 'body', 'party-agent': 'yes' }, ['benefit', 'identity-body', 'authority', 'identity-agent']],
  ])('%j', (answers, kinds) => {
    expect(requiredAttachments(appi, content(answers as unknown as Record<string, string>)).map(({ id }) => id)).toEqual(kinds)
  })
})

describe('the form and what is read off it', () => {
  it.each(programmes().map((one) => [one.id, one] as const))('%s: every item has inputs or a fixed answer, and rows to show', (_, one) => {
    for (const item of one.proposalItems) {
      const rows = itemRows(one, item, content(), entry)
      expect(rows.length).toBeGreaterThan(0)
    }
    const names = allFields(one, {}, entry.content.items).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('never offers names or individual codes', () => {
    const names = allFields(appi, {}, entry.content.items).map(({ name }) => name)
    expect(names).not.toContain('method-want-1')
    expect(names).toContain('method-want-2')
    const facts = factsOf(appi, content({ 'method-want-1': 'yes', 'method-want-2': 'yes', 'method-fine-2': '5歳ごと' }), entry)
    expect(facts.wanted).toEqual([{ no: 2, name: '生年月日', granularity: '5歳ごと' }])
  })
})
