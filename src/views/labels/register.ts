type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of keeping the register and announcing calls. */
export const REGISTER_REFUSALS: Sentences = {
  'not-a-slug': () => 'アドレスの名前は、半角の英小文字・数字・ハイフンで付けてください。',
  'sensitive-items-differ': () => '要配慮個人情報の有無が、記録項目の印と合っていません。',
  'judgment-differs': () => '該当・非該当が、三つの要件の判断と合っていません。',
  'withheld-yet-eligible': () => '一部を記載していないファイルは、提案の対象にできません。',
  'excluded-yet-registered': () => '記載しない理由を選んだときは、「満たさない」を選んでください。',
  'obstacle-yet-feasible': () => '支障の種類は、「満たさない」のときだけ選んでください。',
  'ordinance-yet-eligible': () => '条例による帳簿の個人情報ファイルは、提案の対象にできません。',
  'department-abolished': () => 'この組織は廃止されています。引き継いだ組織の名称にしてください。',
  'confirm-warnings': () => '確かめていただきたいことがあります。内容を見て、「確かめました」に印を付けてください。',
  'draft-not-writing': () => '承認の手続に入っているため、書き換えられません。差し戻されてから直してください。',
  'entry-archived': () => 'この個人情報ファイルは、すでに帳簿から消されています。',
  'entry-in-call': () => '募集中の個人情報ファイルです。募集が終わってから変えてください。',
  'entry-in-case': ({ count }) => `進行中の案件か、提案を受け付けている作成済みのデータが${count}件あるため、消せません。`,
  'upload-empty': () => 'ファイルを選んでください。',
  'upload-too-large': ({ megabytes }) => `ファイルは${megabytes}MBまでです。シートや行を分けてください。`,
  'upload-not-a-table': () => '表として読めません。Excel（xlsx）かCSVで保存したものを送ってください。',
  'upload-broken': () => 'Excelのファイルとして開けません。Excelで開き直し、xlsxで保存したものを送ってください。',
  'upload-too-many-rows': ({ rows }) => `行が多すぎます。${rows}行までに分けてください。`,
  'upload-no-register': () =>
    '個人情報ファイル簿の見出し（名称、利用目的、記録項目など）が見つかりません。見出しの行のある表を送ってください。',
  'some-not-published': ({ count }) => `${count}件は公表できませんでした。一件ずつ開いて、理由を確かめてください。`,
  'import-nothing': () => '取り込める行がありません。シートと見出しの行を確かめてください。',
  'import-too-many': ({ rows }) => `一度に取り込めるのは${rows}件までです。表を分けてください。`,
  'entry-name-taken': () => '同じ名称かアドレスの個人情報ファイルが、すでにあります。',
  'announced-before-today': () => '公示する日は、今日以後にしてください。',
  'call-announced-already': () => '同じ名称で同じ日に始まる募集を、もう公示しています。募集の一覧で確かめてください。',
  'opens-before-announced': () => '募集を始める日は、公示する日以後にしてください。',
  'call-too-short': ({ days }) => `募集の期間は、始める日から${days}日以上にしてください。`,
  'not-eligible': ({ count }) => `提案の対象でない個人情報ファイルが${count}件含まれています。`,
}
