import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figuresIn } from '../../../src/documents/edits.ts'
import {
  changedFigures,
  type DocumentModel,
  editsFrom,
  placesOf,
  staleEdits,
  typedAmounts,
  withEdits,
} from '../../../src/documents/index.ts'

const MODEL: DocumentModel = {
  ...{ title: '通知書', form: null, number: '試第1号', date: '令和8年4月1日', addressee: ['提案者A 様'], sender: ['試験県知事'] },
  blocks: [
    { kind: 'paragraph', text: '法第114条第2項により通知します。', align: 'left', indent: true },
    { kind: 'heading', text: '内訳' },
    { kind: 'fields', rows: [{ label: '手数料の額', value: '532,850円' }] },
    { kind: 'table', columns: [{ head: '内訳', align: 'left' }], rows: [['基本の額']] },
    { kind: 'article', number: 1, caption: '目的', paragraphs: [{ text: '甲は乙に提供する。', items: ['一の号', '二の号'] }] },
    {
      kind: 'article',
      number: 2,
      caption: '期間',
      paragraphs: [
        { text: '期間は別紙。', items: [] },
        { text: '延ばせない。', items: [] },
      ],
    },
    { kind: 'list', items: ['項目の一'] },
    { kind: 'note', text: '注の文' },
    { kind: 'paragraph', text: '以上', align: 'right', indent: false },
  ],
}
const edit = (place: string, was: string, now: string) => ({ place, was, now })

describe('wording of a paper before it is issued', () => {
  it('asks for every text in order, and not for number, day, captions, labels and tables', () => {
    expect(placesOf(MODEL).map(({ id, label, mayGo }) => [id, label, mayGo])).toEqual([
      ['to.0', '宛名', false],
      ['from.0', '発信者名', false],
      ['title', '標題', false],
      ['0', '本文1', true],
      ['1', '見出し1', false],
      ['2.r0', '手数料の額', false],
      ['4.p0', '第1条', false],
      ['4.p0.i0', '第1条の号1', true],
      ['4.p0.i1', '第1条の号2', true],
      ['5.p0', '第2条第1項', false],
      ['5.p1', '第2条第2項', false],
      ['6.i0', '項目1の1', true],
      ['7', '注1', true],
    ])
  })

  it('words the head anew: not the title of a form that a law prescribes, and never without an addressee', () => {
    const two = { ...MODEL, addressee: ['提案者A 様', '代理人C 様'] }
    const edited = withEdits(two, [
      edit('to.0', '提案者A 様', ''),
      edit('to.1', '代理人C 様', ''),
      edit('from.0', '試験県知事', '試験県知事　知事A'),
      edit('title', '通知書', '結果の通知'),
    ])
    expect(edited).toMatchObject({ addressee: ['提案者A 様'], sender: ['試験県知事　知事A'], title: '結果の通知', number: '試第1号' })
    const prescribed = { ...MODEL, form: '様式第九（規則第59条第1項関係）' }
    expect(placesOf(prescribed).map(({ id }) => id)).not.toContain('title')
    expect(withEdits(prescribed, [edit('title', '通知書', '結果の通知')]).title).toBe('通知書')
  })

  it('tells amounts that a wording takes out or makes up; what the paper names may be said again', () => {
    const at = (was: string, now: string) => typedAmounts(MODEL, edit('2.r0', was, now))
    expect(at('532,850円', '金532,850円')).toEqual([])
    expect(at('532,850円', '500,000円')).toEqual(['532850円', '500000円'])
    expect(at('532,850円', '別紙のとおり')).toEqual(['532850円'])
    expect(at('通知します。', '手数料５３２，８５０円を通知します。')).toEqual([])
    expect(at('通知します。', '1円を30日以内に')).toEqual(['1円'])
  })

  it('puts edits in, leaves out what may go, and keeps what may not', () => {
    const edited = withEdits(MODEL, [
      edit('0', '法第114条第2項により通知します。', '次のとおり\n通知します。'),
      edit('4.p0.i0', '一の号', ''),
      edit('6.i0', '項目の一', ''),
      edit('5.p1', '延ばせない。', ''),
    ])
    expect(edited.blocks[0]).toMatchObject({ text: '次のとおり\n通知します。' })
    expect(edited.blocks[4]).toMatchObject({ paragraphs: [{ items: ['二の号'] }] })
    expect(edited.blocks[5]).toMatchObject({ paragraphs: [{}, { text: '延ばせない。' }] })
    expect(edited.blocks.map(({ kind }) => kind)).not.toContain('list')
  })

  it('an edit for another text is not put in, and is found', () => {
    const stale = edit('0', '別の文', '新しい文')
    expect(withEdits(MODEL, [stale])).toEqual(MODEL)
    expect(staleEdits(MODEL, [stale, edit('7', '注の文', '注')])).toEqual([stale])
  })

  it('what was written comes back as edits, cleaned of what no paper can hold', () => {
    expect(editsFrom(MODEL, (id) => (id === '7' ? '  新しい\u202E注\uFDD2 \r\n' : undefined))).toEqual([edit('7', '注の文', '新しい注')])
    expect(editsFrom(MODEL, (id) => placesOf(MODEL).find((place) => place.id === id)?.text)).toEqual([])
  })

  it('any wording is what the paper then says, and its edits fit the paper they were made of', () => {
    const ids = placesOf(MODEL).map(({ id }) => id)
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), fc.stringMatching(/^[ぁ-んa-z0-9 ]{1,30}$/)), (written) => {
        const edits = editsFrom(MODEL, (id) => written[id])
        expect(staleEdits(MODEL, edits)).toEqual([])
        const texts = placesOf(withEdits(MODEL, edits)).map(({ text }) => text)
        for (const { now } of edits) if (now !== '') expect(texts).toContain(now)
      }),
      { seed: 20_260_401, numRuns: 200 },
    )
  })

  it.each([
    ['手数料は532,850円です。', '手数料は５３２，８５０円である。', [], []],
    ['手数料は532,850円です。', '手数料は500,000円です。', ['532850円'], ['500000円']],
    ['法第114条第2項により', '法第115条により', ['第114条', '第2項'], ['第115条']],
    ['令和8年7月31日までに', '速やかに', ['8年', '7月', '31日'], []],
    ['様式第九による。', '様式第十による。', ['様式第九'], ['様式第十']],
    ['受付番号 2026-0001 の提案', '受付番号 2026-0002 の提案', ['2026-0001'], ['2026-0002']],
    ['五つの基準に合う。', '基準に合う。', [], []],
    ['1円と1円', '1円', ['1円'], []],
  ])('figures of 「%s」 against 「%s」', (was, now, gone, come) => {
    expect(changedFigures(edit('0', was, now))).toEqual({ gone, come })
  })

  it('names that the case knows count too', () => {
    expect(changedFigures(edit('0', '提案者A の提案', '提案者B の提案'), ['提案者A', ''])).toEqual({ gone: ['提案者A'], come: [] })
    expect(figuresIn('第２条の三')).toEqual(['第2条の三'])
  })
})
