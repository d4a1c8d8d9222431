import { type IsoDate, isIsoDate, type Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { checkForm, readEntry, type Typed, warningsOf } from './entry-form.ts'
import { entryFields } from './fields.ts'
import type { Sheet } from './spreadsheet.ts'

/** What a column of a spreadsheet may hold. */
export const COLUMNS = [
  'name',
  'authority',
  'department',
  'purpose',
  'items',
  'scope',
  'collection',
  'hasSensitive',
  'ordinanceSensitive',
  'regularRecipients',
  'disclosureDesk',
  'disclosureDesk-address',
  'specialProcedures',
  'fileKind',
  'hasManualCounterpart',
  'isEligible',
  'proposalDesk',
  'proposalDesk-address',
  'remarks',
  'persons',
  'personsCountedOn',
  'holdingSince',
  'publicReason',
] as const
export type Column = (typeof COLUMNS)[number]

/** Other labels that bodies print for a field, without numbers and spaces. */
const ALSO: Record<Column, RegExp> = {
  name: /^(個人情報)?ファイル(の)?名(称)?$|^名称$/,
  authority: /^(実施機関|行政機関等|地方公共団体)(の)?名?称?$/,
  department: /(所管|担当)(課|部署|組織)|事務をつかさどる組織/,
  purpose: /利用(の)?目的/,
  items: /記録項目/,
  scope: /記録(の)?範囲/,
  collection: /収集(の)?方法/,
  hasSensitive: /^(?!.*条例).*要配慮個人情報/,
  ordinanceSensitive: /条例要配慮個人情報/,
  regularRecipients: /経常的(な)?提供先/,
  disclosureDesk: /開示請求等を受理する組織|開示請求.*(窓口|受付)/,
  'disclosureDesk-address': /開示請求.*所在地$/,
  specialProcedures: /特別の手続/,
  fileKind: /ファイルの種別|^種別$/,
  hasManualCounterpart: /第(２|2)?(1|１|20|21|二十|二十一)条第(7|７|七)項/,
  isEligible: /(提案の)?募集をする個人情報ファイル|該当性/,
  proposalDesk: /^(?!.*作成された).*提案を受ける組織/,
  'proposalDesk-address': /^(?!.*作成された).*提案を受ける組織.*所在地$/,
  remarks: /^備考$/,
  persons: /本人の(数|人数)|^(登録|記録)?(人数|件数)$/,
  personsCountedOn: /(人数|本人の数).*(日|時点)/,
  holdingSince: /保有(を)?(開始|始め)/,
  publicReason: /(該当|非該当).*理由|^理由$/,
}

const plain = (label: string) =>
  label
    .normalize('NFKC')
    .replaceAll(/[\s　]/g, '')
    .replace(/^[(（]?\d{1,2}[)）.．、]?/, '')
    .replaceAll(/[*※]/g, '')

/** Which field each column of a head row holds, by its label; undefined: none that is known. Each field is found once. */
export function matchColumns(programme: Programme, head: readonly string[]): (Column | undefined)[] {
  const own = new Map<string, Column>()
  for (const { id, label } of entryFields(programme)) if ((COLUMNS as readonly string[]).includes(id)) own.set(plain(label), id as Column)
  const taken = new Set<Column>()
  const take = (column: Column | undefined) => {
    if (!column || taken.has(column)) return undefined
    taken.add(column)
    return column
  }
  const exact = head.map((label) => take(own.get(plain(label))))
  return head.map((label, i) => {
    const text = plain(label)
    if (exact[i] || text === '') return exact[i]
    // An address column's label also fits its desk's: the longer reading goes first.
    const order = [...COLUMNS].sort((a, b) => b.length - a.length)
    return take(order.find((column) => !taken.has(column) && ALSO[column].test(text)))
  })
}

/** Labels that more than one column has: only the first of them is read unless the official says otherwise. */
export const repeatedLabels = (head: readonly string[]): string[] => {
  const seen = head.map(plain)
  return [...new Set(seen.flatMap((label, i) => (label !== '' && seen.indexOf(label) < i ? head[i]! : [])))]
}

/** Fields that more than one column was chosen for. */
export const chosenTwice = (columns: readonly (Column | undefined)[]): Column[] => [
  ...new Set(columns.filter((column, i): column is Column => column !== undefined && columns.indexOf(column) < i)),
]

/** The row of a sheet that names its columns best: labels found, and where. */
export function findHead(programme: Programme, sheet: Sheet): { row: number; found: number } {
  let best = { row: 0, found: 0 }
  for (let row = 0; row < Math.min(20, sheet.rows.length); row++) {
    const found = matchColumns(programme, sheet.rows[row]!).filter(Boolean).length
    if (found > best.found) best = { row, found }
  }
  return best
}

/** The sheet that looks most like a register. */
export function bestSheet(programme: Programme, sheets: readonly Sheet[]): number {
  const found = sheets.map((sheet) => findHead(programme, sheet).found)
  return Math.max(0, found.indexOf(Math.max(...found)))
}

/** What holds for every row that does not say otherwise. */
export interface Defaults {
  authority: string
  'disclosureDesk-name': string
  'disclosureDesk-address': string
  'proposalDesk-name': string
  'proposalDesk-address': string
  decidedBy: string
  decidedOn: string
  personsCountedOn: string
  holdingSince: string
  eligibleReason: string
  ineligibleReason: string
  ineligibleObstacle: string
}

const YES = /^(有|含む|含まれる|あり|○|〇|該当|はい|■|✓|1)/
const NO = /^(無|含まない|含まれない|なし|×|✕|非該当|いいえ|□|0|-|－|―)/
const yesNo = (text: string) => (NO.test(text) ? 'no' : YES.test(text) ? 'yes' : '')
const ERA: Record<string, number> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  M: 1867,
  T: 1911,
  S: 1925,
  H: 1988,
  R: 2018,
}

/** "令和8年4月1日", "R8.4.1", "2026/4/1" or a spreadsheet's day number → ISO; '' if it is none. */
export function readDay(text: string): string {
  const typed = text.normalize('NFKC').trim()
  if (isIsoDate(typed)) return typed
  const pad = (year: number, month: string, day: string) => {
    const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    return isIsoDate(iso) ? iso : ''
  }
  const era = /^(明治|大正|昭和|平成|令和|[MTSHR])\s*(元|\d{1,2})[年.\-/]\s*(\d{1,2})[月.\-/]\s*(\d{1,2})日?$/.exec(typed)
  if (era) return pad(ERA[era[1]!]! + (era[2] === '元' ? 1 : Number(era[2])), era[3]!, era[4]!)
  const western = /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(typed)
  if (western) return pad(Number(western[1]), western[2]!, western[3]!)
  // Day 1 is 1900-01-01, with a 29 February 1900 that never was. @source ECMA-376 part 1, 18.17.4.1
  if (/^\d{5}(\.0+)?$/.test(typed))
    return new Date(Date.UTC(1899, 11, 30) + Number(typed.split('.')[0]) * 86_400_000).toISOString().slice(0, 10)
  return ''
}

/** "1 氏名、2 生年月日" or one a line → names; numbers and bullets go. */
export const readItems = (text: string): string[] =>
  text
    .replaceAll(/[\u2460-\u2473]|[(（][0-9０-９]{1,3}[)）]/g, '\n') // ① to ⑳, （1）: folding widths would make plain digits of them
    .normalize('NFKC')
    .replaceAll(/([^\s、,;(])\s*(?=\d{1,3}[.)、\s])/g, '$1\n')
    .split(/[\n、,;]+/)
    .map((one) => one.replace(/^\s*(?:\d{1,3}[).\s]*|[・●○■-])\s*/, '').trim())
    .filter(Boolean)

/** "（名称）… （所在地）…" or two lines → name and address. */
export function readDesk(text: string): { name: string; address: string } {
  const named = /[（(]名\s*称[）)]([\s\S]*?)[（(]所\s*在\s*地[）)]([\s\S]*)/.exec(text)
  const [name = '', ...rest] = named ? [named[1]!, named[2]!] : text.split(/\r?\n/)
  return { name: name.trim(), address: rest.join(' ').trim() }
}

const absent = (text: string) => /^(なし|無し|無|－|-|―|ー|該当なし)?$/.test(text.trim())

/** One row of the sheet as it would be typed in the editor. */
function rowTyped(row: readonly string[], columns: readonly (Column | undefined)[], defaults: Defaults): Record<string, string> {
  const cell = (column: Column) => {
    const at = columns.indexOf(column)
    return at === -1 ? '' : (row[at] ?? '').trim()
  }
  const typed: Record<string, string> = {
    ledger: 'register',
    slug: '',
    effectiveOn: defaults.decidedOn,
    changeReason: '表計算の帳簿から取り込んだ',
  }
  for (const column of ['name', 'department', 'purpose', 'scope', 'collection', 'persons'] as const) typed[column] = cell(column)
  typed.authority = cell('authority') || defaults.authority
  const items = readItems(cell('items'))
  typed['item-count'] = String(items.length + 5)
  items.forEach((name, i) => {
    typed[`item-${i + 1}-name`] = name
    typed[`item-${i + 1}-kind`] = kindOf(name)
  })
  typed.hasSensitive = yesNo(cell('hasSensitive'))
  const ordinance = cell('ordinanceSensitive')
  typed.ordinanceSensitive = /定め(なし|がない|られていない)/.test(ordinance)
    ? 'not-defined'
    : { yes: 'included', no: 'none', '': 'not-defined' }[yesNo(ordinance)]!
  typed.regularRecipients = absent(cell('regularRecipients')) ? '' : cell('regularRecipients').replaceAll(/[、，]/g, '\n')
  typed.specialProcedures = absent(cell('specialProcedures')) ? '' : cell('specialProcedures')
  typed.remarks = absent(cell('remarks')) ? '' : cell('remarks')
  const kind = cell('fileKind')
  typed.fileKind =
    /■[^□■]*(マニュアル|第2項第2号|第２項第２号)/.test(kind) || (!kind.includes('■') && /マニュアル|第2号|第２号|2号/.test(kind))
      ? 'manual'
      : kind === ''
        ? ''
        : 'computer'
  typed.hasManualCounterpart =
    yesNo(cell('hasManualCounterpart')) ||
    (typed.fileKind === 'computer' && kind.includes('該当') ? yesNo(kind.split('該当')[1] ?? '') : '')
  const disclosure = readDesk(cell('disclosureDesk'))
  typed['disclosureDesk-name'] = disclosure.name || defaults['disclosureDesk-name']
  typed['disclosureDesk-address'] = cell('disclosureDesk-address') || disclosure.address || defaults['disclosureDesk-address']
  const isEligible = yesNo(cell('isEligible')) === 'yes'
  const proposal = readDesk(cell('proposalDesk'))
  typed['proposalDesk-name'] = isEligible ? proposal.name || defaults['proposalDesk-name'] : ''
  typed['proposalDesk-address'] = isEligible ? cell('proposalDesk-address') || proposal.address || defaults['proposalDesk-address'] : ''
  typed.holdingSince = readDay(cell('holdingSince')) || defaults.holdingSince
  typed.personsCountedOn = readDay(cell('personsCountedOn')) || defaults.personsCountedOn
  typed.decidedBy = defaults.decidedBy
  typed.decidedOn = defaults.decidedOn
  const reason = cell('publicReason') || (isEligible ? defaults.eligibleReason : defaults.ineligibleReason)
  typed.publicReason = reason
  typed.internalReason = reason
  typed['registered-met'] = 'yes'
  typed['registered-reason'] = reason
  typed['disclosable-met'] = 'yes'
  typed['disclosable-route'] = 'disclosed-in-part'
  typed['disclosable-reason'] = reason
  typed['feasible-met'] = isEligible ? 'yes' : 'no'
  typed['feasible-obstacle'] = isEligible ? '' : defaults.ineligibleObstacle
  typed['feasible-reason'] = reason
  return typed
}

function kindOf(name: string): string {
  if (/個人番号|基礎年金番号|免許証.*番号|旅券|住民票コード|被保険者/.test(name)) return 'individual-code'
  if (/氏名|住所|電話|メール|連絡先|口座/.test(name)) return 'direct-identifier'
  if (/番号|コード/.test(name)) return 'linking-code'
  if (/生年月日|年齢|性別|国籍|続柄|職業/.test(name)) return 'quasi-identifier'
  return 'other'
}

/** Article that asks for a field: what a gap is a gap against. */
export const ARTICLE_OF: Record<string, 'register' | 'marking' | 'internal'> = {
  'proposalDesk-name': 'marking',
  'proposalDesk-address': 'marking',
  'registered-met': 'marking',
  'feasible-obstacle': 'internal',
  persons: 'internal',
  personsCountedOn: 'internal',
  holdingSince: 'internal',
  decidedBy: 'internal',
  decidedOn: 'internal',
  publicReason: 'internal',
  internalReason: 'internal',
}

export interface ImportedRow {
  /** in the sheet, from 1 */
  line: number
  typed: Typed
  gaps: Refusal[]
  warnings: ReturnType<typeof warningsOf>
}

/** The rows below the head as entries, each with what is missing. Rows without a name and any other text are no entries. */
export function importRows(
  programme: Programme,
  rows: readonly string[][],
  head: number,
  columns: readonly (Column | undefined)[],
  defaults: Defaults,
  today: IsoDate,
): ImportedRow[] {
  return rows.flatMap((row, i) => {
    if (i <= head || row.filter((cell) => cell.trim() !== '').length < 2) return []
    const typed = rowTyped(row, columns, defaults)
    const draft = readEntry(typed)
    const gaps = checkForm({ ...draft, slug: draft.slug || 'file' }, typed, [], today)
    const internal = ['registered-reason', 'disclosable-reason', 'feasible-reason']
    return [
      { line: i + 1, typed, gaps: gaps.filter(({ field }) => !internal.includes(field ?? '')), warnings: warningsOf(programme, draft) },
    ]
  })
}
