type Sentences = Record<string, (facts: Record<string, string | number>) => string>

const count = (value: string | number | undefined) => Number(value).toLocaleString('ja-JP')

/** Refusals of screening. */
export const SCREENING_REFUSALS: Sentences = {
  'finding-missing': ({ no }) => `基準${no}の判断を選んでください。`,
  'criterion-not-met': ({ no }) => `基準${no}を「満たさない」としたため、適合とは決定できません。`,
  'evidence-missing': ({ no }) => `基準${no}の根拠を入力してください。`,
  'reason-missing': ({ no }) => `基準${no}を満たさない理由を入力してください。通知書に載ります。`,
  'no-criterion-not-met': () =>
    '満たさない基準がありません。不適合とするには、少なくとも一つの基準を「満たさない」とし、理由を入力してください。',
  'check-too-few-persons': ({ persons, min }) => `提案の本人の数 ${count(persons)}人は、下限の ${count(min)}人に足りません。`,
  'check-more-persons-than-file': ({ persons, personsOnFile }) =>
    `提案の本人の数 ${count(persons)}人は、個人情報ファイルの ${count(personsOnFile)}人を超えています。`,
  'check-barred': ({ receiptNumber, until }) => `受付番号 ${receiptNumber} の契約を解除されており、${until} までは提案できません。`,
  'check-period-too-long': ({ years }) => `期間が、この提供制度の上限の ${years}年を超えています。`,
  'check-questionnaire-open': ({ answered, of }) => `安全管理の質問 ${of}問のうち、${answered}問しか回答がありません。`,
  'check-answer-none': ({ label }) => `「${label}」が満たされていません。`,
  'check-pledge-missing': () => '欠格事由に当たらないことの誓約がありません。',
  'check-persons-missing': () => '本人の数が書かれていません。',
  'work-time-missing': () => '作成に要する時間を1分以上で入力してください。',
  'no-outsourcing': () => 'この提供制度の手数料に、委託の費用はありません。0円としてください。',
  'too-large': ({ max }) => `${count(max)}以下の数を入力してください。`,
  'pay-before-apply': ({ applyBy }) => `納付の期限は、契約の申込みの期限（${applyBy}）以後にしてください。`,
  'apply-by-passed': () => '契約の申込みの期限は、今日以後の日にしてください。',
  'no-correction-named': () => '補正を求める項目を一つ以上選び、直していただきたいことを入力してください。',
  'finding-changed': ({ no }) =>
    `基準${no}は、あなたが開いた後に、ほかの職員が書き換えました。まだ保存していません。下に示すその人の判断を読み、あなたの入力でよければ、もう一度保存してください。`,
  'sheet-changed': () => '審査票がほかの人に書き換えられました。内容を読み直して、もう一度決定してください。',
  'below-quorum': ({ votes, quorum }) => `意見が ${votes}人分です。判断するには ${quorum}人以上の意見が要ります。`,
  'not-unanimous': () => '意見が一致していません。全員一致でなければ判断できません。',
  'votes-even': () => '可否同数です。意見を変える委員があるか、座長が意見を出すまで判断できません。',
  'no-majority': () => '過半数に達した意見がありません。委員に意見を確かめてください。',
  'round-not-open': () => '意見がそろっていません。全員の意見を待つか、先に締め切ってください。',
  'meets-only': ({ body }) => `${body}は会議で判断します。会議のページから記録してください。`,
  'meeting-not-held': () => '会議の日がまだ来ていません。',
  'attendance-missing': () => '先に、出席した委員を記録してください。',
  'recused-already': () => 'この人は、すでに記録されています。',
  'sits-already': () => 'この人は、すでに委員です。',
  'one-chair': () => '座長は、すでに決まっています。',
  'not-under-review': () => '審査中ではないため、審査票には書き込めません。',
}

/** What the machine saw beside a criterion; failed checks share the sentences of the refusals above. */
export const MACHINE_CHECKS_SEEN: Sentences = {
  ...SCREENING_REFUSALS,
  'check-pledge-declared': () => '欠格事由に当たらないことが誓約されています。',
  'check-enough-persons': ({ persons, min }) => `本人の数 ${count(persons)}人は、下限の ${count(min)}人以上です。`,
  'check-persons-within-file': ({ personsOnFile }) => `個人情報ファイルの本人の数 ${count(personsOnFile)}人を超えていません。`,
  'check-no-items': () => '必要な項目が選ばれていません。',
  'check-items': ({ items }) => `必要な項目が ${count(items)}件、細かさとともに書かれています。`,
  'check-opposed': ({ opposed }) => `第三者 ${count(opposed)}者が反対しています。その者に係る部分を除いて作成できるか、確かめてください。`,
  'check-ended-before': ({ receiptNumber, on }) =>
    `受付番号 ${receiptNumber} の契約が ${on} に解除されています。この制度に欠格の期間の定めはないので、事情を確かめて判断してください。`,
  'check-no-bar': () => 'この団体に、欠格の期間にある契約の解除の記録はありません。',
  'check-barred-name': ({ receiptNumber, until }) =>
    `同じ名称の者が、受付番号 ${receiptNumber} の契約を解除されています（欠格は ${until} まで）。同じ者かを確かめてください。`,
  'check-crowd': ({ k, combinations, percent }) =>
    `個人を分ける項目の組合せは約 ${count(combinations)}通りで、${k}人に満たない組合せに入る人は ${percent}％ほどです（均等に分かれるとした見込み）。`,
  'check-crowd-small': ({ k, combinations, percent }) =>
    `個人を分ける項目の組合せは約 ${count(combinations)}通りで、均等に分かれるとしても ${percent}％の人が ${k}人に満たない組合せに入ります。より粗くしないと加工の基準に合うデータを作りにくい見込みです。`,
  'check-crowd-none': () => '生年月日、性別、住所など、個人を分ける項目は求められていません。',
  'check-period-guideline': ({ years }) => `期間が、この団体の目安の ${years}年を超えています。必要な理由を確かめてください。`,
  'check-in-making': ({ cases }) => `同じ個人情報ファイルから作成中の案件が ${cases}件あります。事務への支障を確かめてください。`,
  'check-none-in-making': () => '同じ個人情報ファイルから作成中の案件はありません。',
  'check-score': ({ points, most }) => `安全管理の質問票は ${most}点のうち ${points}点です。`,
  'check-score-low': ({ points, most, pass }) => `安全管理の質問票は ${most}点のうち ${points}点で、目安の ${pass}点に足りません。`,
  'check-period-open': () => '期間の始まりと終わりの日がそろっていません。',
  'check-period-backwards': () => '期間の終わりが始まりより前になっています。',
  'check-period': ({ days }) => `期間は ${count(days)}日間です。`,
  'check-measures-few': ({ measures, sides }) => `管理の措置は、${sides}つの面のうち ${measures}つだけが書かれています。`,
  'check-measures': ({ sides }) => `管理の措置が、${sides}つの面すべてについて書かれています。`,
  'check-paper-attached': ({ label }) => `「${label}」が添付されています。`,
  'check-paper-missing': ({ label }) => `「${label}」が添付されていません。`,
}
