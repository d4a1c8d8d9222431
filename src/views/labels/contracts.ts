type Sentences = Record<string, (facts: Record<string, string | number>) => string>

const count = (value: string | number | undefined) => Number(value).toLocaleString('ja-JP')

/** Refusals of application, payment and contract. */
export const CONTRACT_REFUSALS: Sentences = {
  'application-late': ({ applyBy }) => `契約の申込みの期限（${applyBy}）を過ぎています。担当の窓口にご相談ください。`,
  'terms-not-agreed': () => '手数料と条件を確かめ、「確かめました」に印を付けてください。',
  'amount-differs': ({ feeYen }) => `通知した手数料は ${count(feeYen)}円です。同じ額が納められたことを確かめて入力してください。`,
  'paid-in-future': () => '納付の日が今日より後になっています。',
  'paid-before-notice': ({ noticeDate }) => `納付の日が、通知の日（${noticeDate}）より前になっています。`,
  'paid-late': ({ dueOn }) => `納付の期限（${dueOn}）を過ぎています。この制度では、期限後の納付を受け入れません。`,
  'payment-kind': ({ kinds }) => `納付の方法は、${kinds}のどれかにしてください。`,
  'not-settled': () => '手数料の精算が承認されていません。先に精算を起案し、別の職員の承認を受けてください。',
  'no-more-extensions': () => '期限は、これ以上延ばせません。',
  'extension-span': ({ latest }) => `今の期限より後で、${latest}までの日にしてください。`,
  'not-concluded': () => 'まだ契約が結ばれていません。',
  'not-amendable': () => 'この事項は、契約の変更では変えられません。新たな提案をしてください。',
  'hearing-open': ({ hearBy }) => `意見を述べる期限（${hearBy}）がまだ来ていません。意見が出されるか、期限が過ぎてから解除してください。`,
  'change-before-contract': ({ concludedOn }) => `変更の日は、契約を結んだ日（${concludedOn}）以後の日にしてください。`,
  'period-over': ({ earliest }) => `利用の期間の終わりは、${earliest}以後の日にしてください。`,
  'erase-by-passed': () => '消去の期限は、今日以後の日にしてください。',
  'nothing-to-accept': () => '同意を待つ契約書がありません。',
  'contract-not-accepted': () => 'この制度では、契約書への同意（電子又は押印）が記録されるまで、作成の指示も提供の準備もできません。',
  'nothing-due': () => '納めていただく額がありません。',
  'nothing-to-refund': () => '返還する額がありません。',
  'quote-open': () => '手数料の額の起案に、まだ答えがありません。先に承認するか差し戻してください。',
  'quote-not-approved': () => '手数料の額が承認されていません。案件のページで額を起案し、別の職員の承認を受けてください。',
  'period-backwards': () => '利用の期間の終わりが、始まりより前になっています。',
  'period-beyond-screened': ({ to }) => `利用の期間は、審査した期間の終わり（${to}）を超えられません。`,
  'period-before-screened': ({ from }) => `利用の期間は、審査した期間の始まり（${from}）より前にできません。`,
  'recipe-unreadable': ({ message }) => `加工方法を読み取れません。${message}`,
  'recipe-local-recoding': () =>
    'この制度では、セルごとに粗さを変える加工（search.recoding: "local"）は使えません。粗くした理由から元の値を推し量られうるためです。加工方法から recoding を消してください。',
  'recipe-file-missing': ({ name }) => `加工方法が名指しするファイル「${name}」が添えられていません。`,
  'recipe-file-unnamed': ({ name }) => `添えられたファイル「${name}」は、加工方法の中で使われていません。`,
  'recipe-file-name': ({ name }) => `加工方法が名指しするファイル「${name}」は、フォルダーを含まない名前にしてください。`,
  'recipe-file-too-large': ({ name, max }) => `ファイル「${name}」は ${count(max)}バイト以下にしてください。`,
  'recipe-file-not-text': ({ name }) => `ファイル「${name}」を UTF-8 の文字として読み取れません。`,
}

export const ONWARD_SUPPLY_NAMES: Record<string, string> = {
  prohibited: '第三者への提供を禁じる',
  'with-consent': '書面による承諾があれば認める',
  'with-publication': '項目と方法の公表と明示を条件に認める',
}

export const OUTSOURCING_NAMES: Record<string, string> = {
  prohibited: '取扱いの委託を禁じる',
  'with-consent': '書面による承諾があれば認める',
}

export const PENALTY_NAMES: Record<string, string> = {
  agreed: '定める（利益に相当する額の支払と、名称の公表）',
  'left-out': '定めない',
}

/** Inputs of the contract's forms, for the summary of problems. */
export const CONTRACT_FIELDS: Record<string, string> = {
  agreed: '手数料と条件の確認',
  receivedOn: '書面を受け取った日',
  scan: '読み取ったファイル',
  way: '方法',
  paidOn: '納付の日',
  amount: '納付された額',
  reference: '納付の記録の番号',
  recipe: '加工方法',
  files: '加工方法が名指しするファイル',
  periodFrom: '利用の期間の始まり',
  periodTo: '利用の期間の終わり',
  onwardSupply: '第三者への提供',
  outsourcing: '取扱いの委託',
  penalty: '違反があった場合の措置',
  court: '管轄の裁判所',
}
