import { strToU8, zipSync } from 'fflate'

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26))

/** Cells of a test: text (shared), a number, a formula with its last value (#DIV/0! is an error's), or text kept in the cell. */
export type TestCell = string | number | { formula: string; value: string } | { inline: string }

/** A small workbook as Excel writes it: shared strings with readings, formulas, merged ranges. */
export function workbook(sheets: { name: string; rows: TestCell[][]; merged?: string[] }[]): Uint8Array {
  const strings: string[] = []
  const shared = (text: string) => {
    const known = strings.indexOf(text)
    return known === -1 ? strings.push(text) - 1 : known
  }
  const cell = (value: TestCell, column: number, row: number) => {
    const r = `${letters(column)}${row + 1}`
    if (typeof value === 'number') return `<c r="${r}"><v>${value}</v></c>`
    if (typeof value === 'string') return value === '' ? `<c r="${r}" s="1"/>` : `<c r="${r}" t="s"><v>${shared(value)}</v></c>`
    if ('inline' in value) return `<c r="${r}" t="inlineStr"><is><t>${xml(value.inline)}</t></is></c>`
    return `<c r="${r}" t="${value.value.startsWith('#') ? 'e' : 'str'}"><f>${xml(value.formula)}</f><v>${xml(value.value)}</v></c>`
  }
  const bodies = sheets.map(
    ({ rows, merged = [] }) =>
      `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
        .map((row, i) => `<row r="${i + 1}">${row.map((value, j) => cell(value, j, i)).join('')}</row>`)
        .join(
          '',
        )}</sheetData>${merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`,
  )
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="r"><sheets>${sheets.map(({ name }, i) => `<sheet name="${xml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    ),
    // Japanese Excel keeps the reading of a text beside it
    'xl/sharedStrings.xml': strToU8(
      `<sst>${strings.map((text) => `<si><r><t xml:space="preserve">${xml(text)}</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>`).join('')}</sst>`,
    ),
    ...Object.fromEntries(bodies.map((body, i) => [`xl/worksheets/sheet${i + 1}.xml`, strToU8(body)])),
  })
}

/** Labels of a register as a prefecture's sheet has them. */
export const REGISTER_HEAD = [
  '１　個人情報ファイルの名称',
  '２　行政機関等の名称',
  '３　個人情報ファイルが利用に供される事務をつかさどる組織の名称',
  '４　個人情報ファイルの利用目的',
  '５　記録項目',
  '６　記録範囲',
  '７　記録情報の収集方法',
  '８　要配慮個人情報が含まれるときは、その旨',
  '９　記録情報の経常的提供先',
  '１０　開示請求等を受理する組織の名称及び所在地',
  '１１　訂正及び利用停止に関する他の法令の規定による特別の手続等',
  '１２　個人情報ファイルの種別',
  '１３　令第21条第7項に該当するファイル',
  '１４　行政機関等匿名加工情報の提案の募集をする個人情報ファイル',
  '１５　行政機関等匿名加工情報の提案を受ける組織の名称及び所在地',
  '備考',
  '本人の数',
]

export const registerRow = (no: number, over: Record<number, string> = {}): string[] =>
  [
    `第${no}号台帳ファイル`,
    '知事',
    '試験部試験課',
    '試験の事務に用いる。',
    '1氏名、2生年月日、3住所、4金額',
    '試験の対象とした者',
    '本人からの申請',
    '含まない',
    'なし',
    '（名称）試験県情報公開課（所在地）試験県試験市1',
    '',
    '■法第60条第2項第1号（電算処理ファイル）　□法第60条第2項第2号（マニュアル処理ファイル）',
    '無',
    no % 2 === 0 ? '該当' : '非該当',
    no % 2 === 0 ? '試験県提案窓口\n試験県試験市2' : '',
    '',
    '5,000',
  ].map((cell, i) => over[i] ?? cell)
