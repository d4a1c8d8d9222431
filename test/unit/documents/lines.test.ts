import { describe, expect, it } from 'vitest'
import { readLines } from '../../../src/documents/lines.ts'

const blocks = (...lines: string[]) => readLines(lines.join('\n')).blocks

describe('readLines: what a line is, its first letters say', () => {
  it('head of the paper', () => {
    expect(readLines('@number 第1号\n@date 令和8年4月1日\n@to 提案者A\n@to 代表者　様\n@from 知事')).toEqual({
      number: '第1号',
      date: '令和8年4月1日',
      addressee: ['提案者A', '代表者　様'],
      sender: ['知事'],
      blocks: [],
    })
  })

  it('paragraphs, headings, notes, page breaks; empty lines say nothing', () => {
    expect(blocks('本文', '', ': 日付', '= 記', '> 以上', '## 見出し', '* 注', '---')).toEqual([
      { kind: 'paragraph', text: '本文', align: 'left', indent: true },
      { kind: 'paragraph', text: '日付', align: 'left', indent: false },
      { kind: 'paragraph', text: '記', align: 'center', indent: false },
      { kind: 'paragraph', text: '以上', align: 'right', indent: false },
      { kind: 'heading', text: '見出し' },
      { kind: 'note', text: '注' },
      { kind: 'page-break' },
    ])
  })

  it('rows that follow each other are one table; a heading between makes two', () => {
    expect(blocks('| 名称 | A', '| 数 | 1', '## 内訳', '|= 区分 | 金額>', '|+ 基本額 | 21,000円')).toEqual([
      {
        kind: 'fields',
        rows: [
          { label: '名称', value: 'A' },
          { label: '数', value: '1' },
        ],
      },
      { kind: 'heading', text: '内訳' },
      {
        kind: 'table',
        columns: [
          { head: '区分', align: 'left' },
          { head: '金額', align: 'right' },
        ],
        rows: [['基本額', '21,000円']],
      },
    ])
  })

  it('an article takes the lines after it as 項 and their items as 号, until ¶', () => {
    expect(blocks('§aim 目的', '第一項', '第二項', '- 甲', '- 乙', '§rest その他', '本文', '¶ 結び')).toEqual([
      {
        kind: 'article',
        number: 1,
        caption: '目的',
        paragraphs: [
          { text: '第一項', items: [] },
          { text: '第二項', items: ['甲', '乙'] },
        ],
      },
      { kind: 'article', number: 2, caption: 'その他', paragraphs: [{ text: '本文', items: [] }] },
      { kind: 'paragraph', text: '結び', align: 'left', indent: true },
    ])
  })

  it('[[id]] is the number of that article, before or after it', () => {
    expect(blocks('[[rest]]を見よ', '§aim 目的', '本文', '§rest その他', '[[aim]]の目的')).toMatchObject([
      { text: '第2条を見よ' },
      {},
      { paragraphs: [{ text: '第1条の目的' }] },
    ])
  })

  it.each([
    ['a field without a value', '| 名称 |', /a field needs a label and a value/],
    ['a field without a label', '| | A', /a field needs a label and a value/],
    ['a row with no head', '|+ A | B', /no such row/],
    ['a row that is too short', '|= A | B\n|+ 1', /no such row/],
    ['a row with an empty cell', '|= A | B\n|+ 1 | ', /no such row/],
    ['an item before its paragraph', '§aim 目的\n- 甲', /an item before its paragraph/],
    ['an article that is not there', '[[nowhere]]による', /no article is called nowhere/],
    ['an unknown head', '@colour 赤', /unknown line/],
  ])('%s is refused', (_, text, message) => {
    expect(() => readLines(text)).toThrow(message)
  })
})
