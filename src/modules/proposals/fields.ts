import { type Programme, type ProposalItem, SETTINGS } from '../../programmes/index.ts'
import type { EntryContent } from '../register/index.ts'

/** One input of the proposal form. */
export interface AnswerField {
  /** also its id in the page */
  name: string
  label: string
  input: 'text' | 'area' | 'date' | 'number' | 'choice' | 'check'
  required: boolean
  /** longest answer, characters */
  max: number
  hint?: string
  options?: { value: string; label: string }[]
  autocomplete?: string
}

type Answers = Readonly<Record<string, string>>
type Items = EntryContent['items']

const SHORT = 200
const LONG = 4_000

/** Items that can only be deleted: names, addresses of one person, individual codes. @source 規則62条1号, 2号 */
const NEVER_SUPPLIED = new Set(['direct-identifier', 'individual-code'])

/** The recorded items that a proposer may ask for: neither those that can only be deleted nor parts that are not disclosed (法60条3項). */
export const wantableItems = (items: Items): Items => items.filter(({ kind, nondisclosure }) => !NEVER_SUPPLIED.has(kind) && !nondisclosure)

export const wantField = (no: number) => `method-want-${no}`
export const fineField = (no: number) => `method-fine-${no}`

const text = (name: string, label: string, more: Partial<AnswerField> = {}): AnswerField => ({
  name,
  label,
  input: 'text',
  required: true,
  max: SHORT,
  ...more,
})
const area = (name: string, label: string, more: Partial<AnswerField> = {}) => text(name, label, { input: 'area', max: LONG, ...more })

export const PARTY_KINDS = [
  { value: 'body', label: '法人その他の団体' },
  { value: 'person', label: '個人' },
]
export const FORMATS = [
  { value: 'csv', label: 'CSV（UTF-8）' },
  { value: 'parquet', label: 'Parquet' },
]

/** How the product can hand data over; the programme's prov.medium says which of them it uses. */
const MEDIA: Record<string, string> = { 'encrypted-download': 'この仕組みからのダウンロード（受け取る人だけが開けるよう暗号化）' }

/** How the data reach who proposes: on a medium where there is no account. */
export const mediumOf = (programme: Programme, { onPaper }: { onPaper?: true } = {}): string => {
  if (onPaper) return '暗号化したファイルを入れた媒体（窓口又は書留郵便）'
  const medium = String(programme.settings['prov.medium']?.value ?? 'encrypted-download')
  return MEDIA[medium] ?? SETTINGS['prov.medium']?.choices?.[medium] ?? medium
}

/** The inputs of one item, in order. Which are asked depends on what is already answered (an agent's name only for an agent). */
export function fieldsOf(item: Pick<ProposalItem, 'kind'>, answers: Answers, items: Items): AnswerField[] {
  switch (item.kind) {
    case 'party': {
      const isPerson = answers['party-kind'] === 'person'
      const hasAgent = answers['party-agent'] === 'yes'
      return [
        text('party-kind', '提案者の種別', { input: 'choice', options: PARTY_KINDS }),
        text('party-name', '氏名又は名称', { autocomplete: 'organization' }),
        text('party-address', '住所又は所在地', { autocomplete: 'street-address' }),
        text('party-representative', '代表者の氏名', { required: !isPerson, hint: '個人の場合は空欄で構いません。' }),
        text('party-contact', '担当者の氏名と連絡先', { hint: '補正や審査の連絡に使います（例：企画部 提案者A 000-000-0000）。' }),
        text('party-agent', '代理人が提案する', { input: 'check', required: false }),
        text('party-agent-name', '代理人の氏名又は名称', {
          required: hasAgent,
          hint: '代理人が提案するときだけ記入し、代理の権限を示す書類と代理人を確認する書類を添付してください。',
        }),
        text('party-agent-address', '代理人の住所又は所在地', { required: hasAgent }),
        text('party-agent-representative', '代理人の代表者の氏名', { required: false, hint: '代理人が個人の場合は空欄です。' }),
      ]
    }
    case 'file':
    case 'made-data':
      return []
    case 'persons':
      return [text('persons', '必要な本人の数（人）', { input: 'number', max: 12 })]
    case 'method':
      return [
        ...wantableItems(items).flatMap(({ no, name }) => [
          text(wantField(no), name, { input: 'check', required: false }),
          text(fineField(no), `「${name}」の細かさ`, { required: answers[wantField(no)] === 'yes' }),
        ]),
        area('method-records', '対象を選ぶ条件', {
          hint: '期間、年齢や地域の範囲、全員か一部の抽出か、複数の年度を同じ人でつなぐ必要があるかを書いてください。',
        }),
      ]
    case 'purpose':
      return [
        area('purpose-purpose', '利用の目的', { hint: '何を明らかにし、何に役立てるか。' }),
        area('purpose-use', '利用の方法', { hint: '分析の手順、組み合わせるデータ、使う人と場所、結果の公表の予定。' }),
        area('purpose-business', '事業の内容', { hint: 'データを使う事業の中身と、社会への効果。' }),
      ]
    case 'period':
      return [
        text('period-from', '利用を始める日', { input: 'date', max: 10 }),
        text('period-to', '利用を終える日', { input: 'date', max: 10 }),
        area('period-reason', 'この期間が必要な理由'),
      ]
    case 'measures':
      return [
        area('measures-organisation', '組織の面', { hint: '責任者、役割、規程、管理簿、点検や監査、事故が起きたときの連絡。' }),
        area('measures-people', '人の面', { hint: '扱う人の範囲、教育や研修、秘密を守る約束。' }),
        area('measures-place', '場所の面', { hint: '扱う区域、入退室、盗難の防止、復元できない消去や廃棄。' }),
        area('measures-technology', '技術の面', {
          hint: '利用者の認証、アクセスの制限と記録、外部からの侵入の防止、ネットワークからの切離し。',
        }),
      ]
    case 'provision':
      return [text('provision-format', 'ファイルの形式', { input: 'choice', options: FORMATS })]
  }
}

/** All inputs of the programme's form. */
export const allFields = (programme: Programme, answers: Answers, items: Items): AnswerField[] =>
  programme.proposalItems.flatMap((item) => fieldsOf(item, answers, items))
