import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excerpt, findPieces, fold, searchWords } from '../../../../src/modules/register/fold.ts'

const shown = (text: string, query: string) =>
  findPieces(text, searchWords(query))
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('')

describe('folding', () => {
  it.each([
    ['ＡＢＣ１２', 'abc12'],
    ['ｸﾙﾏ', 'くるま'],
    ['ｶﾞｰﾄﾞ', 'がーど'],
    ['ヴィ', 'ゔぃ'],
    ['GPA', 'gpa'],
    ['税', '税'],
    ['か\u3099', 'が'],
  ])('takes %j for %j', (text, folded) => expect(fold(text)).toBe(folded))

  it.each([
    ['　税　課税 ', ['税', '課税']],
    ['所得・税額', ['所得', '税額']],
    ['税 税', ['税']],
    ['%', []],
    [`"税" OR name:*`, ['税', 'or', 'name']],
    ['一 二 三 四 五 六 七 八 九 十 百', ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']],
  ])('reads the query %j', (query, words) => expect(searchWords(query)).toEqual(words))
})

describe('what was found', () => {
  it.each([
    ['住民税課税台帳', '税', '住民[税]課[税]台帳'],
    ['軽ｼﾞﾄﾞｳｼｬ税', 'じどうしゃ', '軽[ｼﾞﾄﾞｳｼｬ]税'],
    ['ＤＶ相談', 'dv', '[ＤＶ]相談'],
    ['㍿の台帳', '株式', '[㍿]の台帳'],
    ['ああああ', 'ああ', '[ああああ]'],
    ['<b>税</b>', '税', '<b>[税]</b>'],
    ['税', '県', '税'],
    ['𠮷野の税', '𠮷', '[𠮷]野の税'],
  ])('marks in %j what %j finds', (text, query, marked) => expect(shown(text, query)).toBe(marked))

  it('never loses a letter, whatever the text and the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        expect(
          findPieces(text, searchWords(query))
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it('cuts a long text around the first found word, never through a letter', () => {
    const long = `${'あ'.repeat(300)}税${'𠮷'.repeat(300)}`
    const cut = excerpt(findPieces(long, ['税']), 90)
    const text = cut.map((piece) => piece.text).join('')
    expect(text).toMatch(/^…あ{30}税𠮷{59}…$/u)
    expect(cut.filter(({ found }) => found)).toEqual([{ text: '税', found: true }])
    expect(excerpt(findPieces('短い税', ['税']), 90).map(({ text }) => text)).toEqual(['短い', '税'])
  })
})
