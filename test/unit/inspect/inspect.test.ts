import { describe, expect, it } from 'vitest'
import { parseRecipe } from '../../../src/anonymise/index.ts'
import { columnFacts, draftRecipe } from '../../../src/inspect/index.ts'

const facts = (name: string, values: string[]) => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return columnFacts(name, counts, 0)
}

describe('inspect', () => {
  it.each([
    ['氏名', ['砂丘 花子', '風紋 太郎'], 'text', 'direct-identifier'],
    ['個人番号', ['123456789018'], 'code', 'individual-code'],
    ['摘要', ['123456789018', 'なし'], 'text', 'individual-code'],
    ['宛名番号', ['00000012', '00000013'], 'code', 'linking-code'],
    ['生年月日', ['昭和60年4月1日', 'S60.4.2'], 'date', 'quasi-identifier'],
    ['年齢', ['20', '30'], 'integer', 'quasi-identifier'],
    ['所得', ['1,200,000', '△5,000'], 'integer', 'sensitive'],
    ['体重', ['52.5', '60'], 'number', 'sensitive'],
    ['徴収区分', ['普通', '特別'], 'text', 'other'],
  ])('%s: type and likely class, with the reason', (name, values, type, likely) => {
    const found = facts(name, values)
    expect(found).toMatchObject({ name, type, class: likely })
    expect(found.because).not.toBe('')
  })
  it('names cells that a spreadsheet would run', () => {
    expect(facts('メモ', ['=1+1', '@x', 'ふつう']).formulaLike).toBe(2)
  })
  it('drafts a recipe that parses, decides every column and holds no cell', () => {
    const columns = [
      facts('氏名', ['砂丘 花子', '風紋 太郎']),
      facts('宛名番号', ['00000012', '00000013']),
      facts('世帯番号', ['90000012', '90000013']),
      facts('生年月日', ['昭和60年4月1日', 'S60.4.2']),
      facts('住所', ['鳥取県鳥取市東町1', '鳥取県米子市加茂町1']),
      facts('郵便番号', ['680-0011']),
      facts('年齢', ['21', '33']),
      facts('所得', ['1234567', '7654321']),
      facts('区分', ['甲', '乙']),
    ]
    const recipe = draftRecipe(columns, '下書き')
    const parsed = parseRecipe(JSON.stringify(recipe))
    expect([...parsed.columns.keys()]).toEqual(columns.map(({ name }) => name))
    expect(parsed.person).toBe('宛名番号')
    for (const value of ['花子', '昭和', '東町', '1234567', '甲']) expect(JSON.stringify(recipe)).not.toContain(value)
  })
})
