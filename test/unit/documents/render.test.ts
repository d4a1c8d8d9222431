import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/index.ts'
import { type DocumentModel, FORM_KEYS, FORMS, type FormKey, renderDocument } from '../../../src/documents/index.ts'
import { kindOf, type Programme, programme, programmes } from '../../../src/programmes/index.ts'
import { PAPERS } from '../../support/papers.ts'
import { textsOf } from '../../support/texts.ts'

const appi = programme('appi')
const tottori = programme('tottori')
const all = programmes().flatMap((one) => FORM_KEYS.filter((key) => one.forms[key]).map((key): [string, FormKey] => [one.id, key]))
const render = (one: Programme, key: FormKey, change: object = {}) => renderDocument(one, key, { ...PAPERS[key], ...change } as never)
const whole = (model: DocumentModel) => textsOf(model).join('\n')

describe('every form of every programme', () => {
  it('has data, wording and a place in the programme', () => {
    for (const one of programmes()) expect(Object.keys(one.forms).filter((key) => !(key in FORMS))).toEqual([])
    expect(new Set(all.map(([, key]) => key))).toEqual(new Set(FORM_KEYS))
  })

  it.each(all)('%s %s: filled, nothing empty, nothing of the machine', (id, key) => {
    const { model, title, number } = render(programme(id), key)
    expect(title).toBe(programme(id).forms[key]?.title)
    expect(number).toBe(programme(id).forms[key]?.number)
    const texts = textsOf(model)
    expect(texts.length).toBeGreaterThan(5)
    for (const text of texts) {
      expect(text.trim()).not.toBe('')
      expect(text).not.toMatch(/undefined|null|\[object|NaN|[{}\uFDD0\uFDD1]|§|¶|\|/)
    }
  })

  it.each(all)('%s %s: each value that is left out is named, not printed empty', (id, key) => {
    const data = PAPERS[key] as Record<string, unknown>
    for (const field of Object.keys(data)) {
      const { [field]: _, ...rest } = data
      expect(() => renderDocument(programme(id), key, rest as never), field).toThrow(new RegExp(`「${field}`))
      if (typeof data[field] === 'string')
        for (const blank of ['', '  ', '　'])
          expect(() => render(programme(id), key, { [field]: blank }), `${field} blank`).toThrow(InputError)
    }
  })

  it.each(all)('%s %s: an unknown field is refused', (id, key) => {
    expect(() => render(programme(id), key, { colour: 'red' })).toThrow(/余分な項目/)
  })

  it('a form that the programme does not have is refused', () => {
    expect(() => render(appi, 'opinion-request')).toThrow('no such form')
  })

  it('an error names the form and field and never repeats the value', () => {
    try {
      render(appi, 'fit-notice', { applyBy: 'SECRET-VALUE' })
      expect.unreachable()
    } catch (error) {
      expect((error as Error).message).toBe('書面「審査結果通知書（適合）」の「applyBy」: 値がないか、形が正しくありません')
    }
  })
})

describe('words and articles come from the programme', () => {
  it('appi: numbers of the forms and articles of the Act in full', () => {
    const { model } = render(appi, 'fit-notice')
    expect(model.form).toBe('様式第九（規則第59条第1項関係）')
    expect(whole(model)).toContain('個人情報の保護に関する法律第114条第2項の規定により、お知らせします。')
    expect(render(appi, 'unfit-notice').model.form).toBe('様式第十一（規則第59条第3項関係）')
    expect(render(appi, 'contract-application').number).toBe('様式第十')
    expect(render(appi, 'pledge').number).toBe('様式第八')
  })

  it('tottori: its own words; no article and no number that is not confirmed', () => {
    for (const [id, key] of all.filter(([id]) => id === 'tottori')) {
      const { model } = render(programme(id), key)
      const text = whole(model).replaceAll(/様式第.*?を/g, '')
      expect(model.form, key).toBeNull()
      expect(text, key).not.toContain('行政機関')
      expect(text, key).not.toContain('個人情報の保護に関する法律')
      for (const [, article] of text.matchAll(/鳥取県個人情報保護条例第(\d+)条/g)) expect(['2', '39', '45', '46'], key).toContain(article)
    }
    expect(whole(render(tottori, 'contract').model)).toContain('鳥取県規則第27条に定める基準')
    expect(whole(render(tottori, 'opinion-request').model)).toContain('鳥取県個人情報保護条例第2条第10号イ（イ）に定めるところにより')
  })
})

describe('what a paper says', () => {
  it('the fee with its breakdown, and that it is an estimate', () => {
    const text = whole(render(appi, 'fit-notice').model)
    for (const part of ['361,450円（作成に要する時間の見込みにより計算した額）', '21,000円', '3,950円 × 11時間', '43,450円', '297,000円'])
      expect(text).toContain(part)
    expect(whole(render(appi, 'fit-notice', { feeIsEstimate: false }).model)).not.toContain('見込み')
  })

  it('the end of a contract: ground, reason, and how long a new proposal is barred', () => {
    const text = whole(render(appi, 'termination-notice').model)
    for (const part of [
      '個人情報の保護に関する法律第120条の規定により、通知します。',
      '第3号　契約の定めに重大な違反があったとき',
      '令和11年2月28日までの2年間は、新たな提案をすることができません。（個人情報の保護に関する法律第113条）',
      '令和9年3月15日までに',
    ])
      expect(text).toContain(part)
    expect(whole(render(tottori, 'termination-notice').model)).not.toContain('第120条')
  })

  it('the fee slip is paid by its number, the change notice does not change the purpose', () => {
    const slip = whole(render(appi, 'fee-slip').model)
    expect(slip).toContain('361,450円')
    expect(slip).toContain('この書面の番号（第202600000012号）')
    expect(whole(render(appi, 'change-notice').model)).toContain('個人情報の保護に関する法律第118条第1項の提案をしてください。')
    expect(whole(render(appi, 'power-of-attorney').model)).toContain('個人情報の保護に関する法律施行規則第54条第2項')
  })

  it('教示 only where the body prints one', () => {
    expect(whole(render(appi, 'unfit-notice').model)).not.toContain('教示')
    expect(whole(render(appi, 'unfit-notice', { instruction: '不服がある場合は、次のとおりです。' }).model)).toContain('教示')
  })

  it('a person has no representative: no such line', () => {
    const person = { name: '提案者B', address: '鳥取県米子市', representative: null }
    expect(render(appi, 'receipt', { proposer: person }).model.addressee).toEqual(['鳥取県米子市', '提案者B　様'])
    expect(whole(render(appi, 'pledge', { pledger: person }).model)).not.toContain('代表者')
    expect(whole(render(appi, 'contract', { user: person }).model)).toContain('乙　氏名')
  })

  it('times of the day read as people say them', () => {
    expect(whole(render(appi, 'receipt', { receivedAt: '2019-05-01 00:07' }).model)).toContain('令和元年5月1日 午前0時7分')
    expect(whole(render(appi, 'receipt').model)).toContain('令和8年4月24日 午後1時5分')
  })
})

describe('the contract', () => {
  const articles = (change: object = {}) =>
    render(appi, 'contract', change).model.blocks.flatMap((block) => (block.kind === 'article' ? [block] : []))
  const captions = (change: object = {}) => articles(change).map(({ caption }) => caption)

  it('holds the clauses in order, numbered without a gap', () => {
    expect(captions()).toEqual([
      '目的',
      '提供データ',
      '利用の目的',
      '利用の期間',
      '手数料',
      '提供',
      '識別行為の禁止',
      '安全管理の措置',
      '第三者への提供',
      '取扱いの委託',
      '注意義務及び秘密の保持',
      '報告',
      '成果の公表',
      '検査',
      '事故が起きた場合の措置',
      '利用の終了及び消去',
      '契約の解除',
      '違反があった場合の措置',
      '保証及び責任',
      '暴力団等の排除',
      '言語、準拠法及び管轄',
      '協議',
    ])
    expect(articles().map(({ number }) => number)).toEqual(articles().map((_, index) => index + 1))
  })

  it('the grave breaches name the articles they mean', () => {
    const ending = articles().find(({ caption }) => caption === '契約の解除')!
    const named = [...ending.paragraphs[1]!.text.matchAll(/第(\d+)条/g)].map(([, n]) => captions()[Number(n) - 1])
    expect(named).toEqual(['利用の目的', '識別行為の禁止', '第三者への提供', '取扱いの委託', '安全管理の措置', '検査'])
  })

  it.each([
    [{}, 22],
    [{ penalty: false }, 21],
    [{ antisocial: false }, 21],
    [{ penalty: false, antisocial: false }, 20],
  ])('%j makes %i articles', (choice, count) => {
    const clauses = { court: '鳥取地方裁判所', ...choice }
    expect(captions({ clauses })).toHaveLength(count)
  })

  it.each([
    [{ onwardSupply: 'prohibited' }, '貸与し、又は閲覧させてはならない'],
    [{ onwardSupply: 'with-consent' }, '書面による甲の承諾を得た場合を除き'],
    [{ onwardSupply: 'with-publication' }, '匿名加工情報であることを明示しなければならない'],
    [{ outsourcing: 'prohibited' }, '第三者に委託してはならない'],
    [{ outsourcing: 'with-consent' }, '再び委託することができない'],
  ])('%j', (choice, says) => {
    expect(whole(render(appi, 'contract', { clauses: { court: '鳥取地方裁判所', ...choice } }).model)).toContain(says)
  })

  it('names the recipe by its hash', () => {
    expect(whole(render(appi, 'contract').model)).toContain('a'.repeat(64))
    expect(() => render(appi, 'contract', { recipeSha256: 'abc' })).toThrow(/recipeSha256/)
  })
})

describe('a value is never taken for wording', () => {
  it.each([
    ['## 見出し', '## 見出し'],
    ['甲 | 乙', '甲 | 乙'],
    ['一行目\n§aim 目的\n| a | b\n---', '一行目\n§aim 目的\n| a | b\n---'],
    ['{{law.name}} [[aim]]', '{{law.name}} [[aim]]'],
    ['<script>&amp;</script>', '<script>&amp;</script>'],
    ['一\r\n二\r三', '一\n二\n三'],
    ['見えない\u0000\u000b\u202e\ufdd00\ufdd1\ud800文字', '見えない0文字'],
    ['$& $1 \\', '$& $1 \\'],
  ])('%j', (typed, printed) => {
    const { model } = render(appi, 'return-for-correction', { fields: [{ label: '項目', request: typed }], fileName: typed })
    const table = model.blocks.find((block) => block.kind === 'table')
    expect(table?.rows).toEqual([['項目', printed]])
    const fields = model.blocks.find((block) => block.kind === 'fields')
    expect(fields?.rows[0]).toEqual({ label: '個人情報ファイルの名称', value: printed })
    expect(model.blocks.map(({ kind }) => kind)).toEqual(render(appi, 'return-for-correction').model.blocks.map(({ kind }) => kind))
  })

  it('what only unprintable letters make up is refused as missing', () => {
    expect(() => render(appi, 'return-for-correction', { fileName: '\u0001\u202e' })).toThrow(/値がありません/)
  })
})

describe('what the body says on its receipts', () => {
  const saying = (words: string): Programme => ({
    ...appi,
    settings: { ...appi.settings, 'form.receiptWords': { ...appi.settings['form.receiptWords']!, value: words } },
  })

  it('stands before what was received, for proposals of either kind, and is no line of the form', () => {
    expect(whole(render(appi, 'receipt').model)).not.toContain('御提案')
    for (const one of [saying('御提案に感謝します。\n| 欄 | 値'), kindOf(saying('御提案に感謝します。\n| 欄 | 値'), 'second-use')]) {
      const { model } = render(one, 'receipt')
      expect(model.blocks[1]).toMatchObject({ kind: 'paragraph', text: '御提案に感謝します。\n| 欄 | 値' })
    }
  })
})

describe('the fee in a contract', () => {
  const says = (change: object) => whole(render(appi, 'contract', change).model)

  it('was paid, is to be paid by a day, or is none', () => {
    expect(says({})).toContain('納付したことを確認した')
    const due = says({ feePaidOn: null, feeDueOn: '2026-07-31' })
    for (const text of ['令和8年7月31日までに、これを納付する。', '期限の経過により効力を失う。']) expect(due).toContain(text)
    expect(due).not.toContain('確認した')
    const free = says({ feePaidOn: null, fee: { lines: [{ label: '手数料', detail: '要しない', amountYen: 0 }], totalYen: 0 } })
    expect(free).toContain('手数料は、要しない。')
    expect(free).not.toContain('納付')
  })
})
