import type { Programme } from '../../programmes/index.ts'

/** README.txt of a package: what the files are, what the data are by law, and what may not be done with them. */
export function packageReadme(
  programme: Programme,
  about: {
    authority: string
    contact: string
    fileName: string
    persons: number
    contractNumber: string
    dataName: string
    names: readonly string[]
  },
): string {
  const { words, articles } = programme
  return [
    `${words.deidentifiedData}`,
    '',
    `${about.authority}が「${about.fileName}」を加工して作成した${words.deidentifiedData}です。`,
    `${words.person}の数: ${about.persons.toLocaleString('ja-JP')}人`,
    `契約の番号: ${about.contractNumber}`,
    '',
    'ファイル',
    ...about.names.map((name) => `  ${name}　${FILE_WORDS[name] ?? (name === about.dataName ? 'データ本体' : '')}`),
    '  SHA256SUMS.txt　各ファイルの照合値（sha256sum -c SHA256SUMS.txt で確かめられます）',
    '',
    '守っていただくこと',
    `  ・契約した目的だけに使い、契約した期間が終わったら復元できない方法で消去してください。`,
    `  ・${words.person}を識別するために、ほかの情報と照合しないでください${articles.noReidentification ? `（${articles.noReidentification}）` : ''}。`,
    `  ・このデータが${words.deidentifiedKind}であることが、扱う人に分かるようにしておいてください。`,
    '  ・くわしくは conditions-of-use.docx（利用条件書）と契約書のとおりです。',
    '',
    `問合せ先: ${about.contact}`,
    '',
  ].join('\r\n')
}

const FILE_WORDS: Record<string, string> = {
  'datapackage.json': '項目の一覧（データ辞書）',
  'summary.json': '加工の概要',
  'conditions-of-use.docx': '利用条件書',
  'README.txt': 'この文書',
}
