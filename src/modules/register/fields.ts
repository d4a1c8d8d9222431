import type { Programme } from '../../programmes/index.ts'
import type { Desk, MadeData, RegisterEntry } from './model.ts'

export const NONE = 'なし'
const WITHHELD = '記載していません'

/** One field of the published form: its number there, its id in JSON, its label and its text. */
export interface EntryField {
  no: string
  id: string
  label: string
  /** "" reads 「なし」 */
  text: (entry: RegisterEntry, made: readonly MadeData[]) => string
}

const desk = (value: Desk | null) => (value ? `（名称）${value.name}\n（所在地）${value.address}` : '')
const each = (made: readonly MadeData[], text: (data: MadeData) => string) =>
  made.map((data, i) => (made.length > 1 ? `（${i + 1}）${text(data)}` : text(data))).join('\n')
const cited = (article: string | null | undefined, text: string) => (article ? `${article}（${text}）` : text)
const YES_NO = { yes: '含む', no: '含まない' }

/**
 * All fields of an entry, in the order and with the labels of the form that bodies publish.
 * @source 法74条1項, 75条, 110条, 117条 and 令21条6項
 */
export function entryFields({ words, articles }: Programme): EntryField[] {
  const data = words.deidentifiedData ?? ''
  return [
    { no: '1', id: 'name', label: '個人情報ファイルの名称', text: ({ name }) => name },
    { no: '2', id: 'authority', label: '行政機関等の名称', text: ({ content }) => content.authority },
    {
      no: '3',
      id: 'department',
      label: '個人情報ファイルが利用に供される事務をつかさどる組織の名称',
      text: ({ department }) => department,
    },
    { no: '4', id: 'purpose', label: '個人情報ファイルの利用目的', text: ({ content }) => content.purpose },
    {
      no: '5',
      id: 'items',
      label: '記録項目',
      text: ({ content }) =>
        content.items.map(({ no, name, note }) => `${no} ${name}${note ? `（${note}）` : ''}`).join('、') +
        (content.itemsPartlyWithheld ? '（一部の項目は記載していません）' : ''),
    },
    { no: '6', id: 'scope', label: '記録範囲', text: ({ content }) => content.scope },
    { no: '7', id: 'collection', label: '記録情報の収集方法', text: ({ content }) => content.collection ?? WITHHELD },
    {
      no: '8',
      id: 'hasSensitive',
      label: '要配慮個人情報が含まれるときは、その旨',
      text: ({ content }) => (content.hasSensitive ? YES_NO.yes : YES_NO.no),
    },
    {
      no: '8b',
      id: 'ordinanceSensitive',
      label: '条例要配慮個人情報が含まれるときは、その旨',
      text: ({ content }) => ({ included: YES_NO.yes, none: YES_NO.no, 'not-defined': '条例に定めなし' })[content.ordinanceSensitive],
    },
    {
      no: '9',
      id: 'regularRecipients',
      label: '記録情報の経常的提供先',
      text: ({ content }) => (content.recipientsWithheld ? WITHHELD : content.regularRecipients.join('\n')),
    },
    {
      no: '10',
      id: 'disclosureDesk',
      label: '開示請求等を受理する組織の名称及び所在地',
      text: ({ content }) => desk(content.disclosureDesk),
    },
    {
      no: '11',
      id: 'specialProcedures',
      label: '訂正及び利用停止に関する他の法令の規定による特別の手続等',
      text: ({ content }) => content.specialProcedures ?? '',
    },
    {
      no: '12',
      id: 'fileKind',
      label: '個人情報ファイルの種別',
      text: ({ content }) =>
        content.fileKind === 'computer'
          ? cited(articles.computerFile, '電算処理ファイル')
          : cited(articles.manualFile, 'マニュアル処理ファイル'),
    },
    {
      no: '13',
      id: 'hasManualCounterpart',
      label: articles.manualCounterpart ? `${articles.manualCounterpart}に該当するファイル` : '同じ目的と範囲のマニュアル処理ファイル',
      text: ({ content }) => (content.hasManualCounterpart === null ? '' : content.hasManualCounterpart ? '有' : '無'),
    },
    {
      no: '14',
      id: 'isEligible',
      label: `${data}の提案の募集をする個人情報ファイル`,
      text: ({ isEligible }) => (isEligible ? '該当' : '非該当'),
    },
    { no: '15', id: 'proposalDesk', label: `${data}の提案を受ける組織の名称及び所在地`, text: ({ content }) => desk(content.proposalDesk) },
    {
      no: '16',
      id: 'madeData',
      label: `${data}の概要`,
      text: (_, made) =>
        each(made, ({ persons, items }) => `本人の数 ${persons.toLocaleString('ja-JP')}人、情報の項目 ${items.join('、')}`),
    },
    {
      no: '17',
      id: 'madeDataDesk',
      label: `作成された${data}に関する提案を受ける組織の名称及び所在地`,
      text: (_, made) => each(made, (row) => desk({ name: row.desk, address: row.deskAddress })),
    },
    {
      no: '18',
      id: 'madeDataPeriod',
      label: `作成された${data}に関する提案をすることができる期間`,
      text: (_, made) =>
        each(made, ({ proposalsFrom, proposalsTo, destroyedAt }) =>
          destroyedAt === null ? `${proposalsFrom}から${proposalsTo}まで` : '廃棄したため、受け付けません',
        ),
    },
    { no: '19', id: 'remarks', label: '備考', text: ({ content }) => content.remarks ?? '' },
  ]
}

/** What the public sees of an entry as data: the keys of data-catalog/files, without the internal part of the judgment. */
export function publicEntry(entry: RegisterEntry, made: readonly MadeData[], page: string) {
  const { judgment, personsCountedOn: _counted, holdingSince: _since, ...content } = entry.content
  return {
    id: entry.slug,
    page,
    version: entry.version,
    publishedAt: new Date(entry.publishedAt).toISOString(),
    updatedAt: new Date(entry.updatedAt).toISOString(),
    name: entry.name,
    department: entry.department,
    isEligible: entry.isEligible,
    ...content,
    items: content.items.map(({ nondisclosure: _internal, ...item }) => item),
    reason: judgment.publicReason,
    madeData: made.map(({ persons, items, desk, deskAddress, proposalsFrom, proposalsTo }) => ({
      ...{ persons, items, desk, deskAddress, proposalsFrom, proposalsTo },
    })),
  }
}
