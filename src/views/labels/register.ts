type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of keeping the register and announcing calls. */
export const REGISTER_REFUSALS: Sentences = {
  'not-a-slug': () => 'アドレスの名前は、半角の英小文字・数字・ハイフンで付けてください。',
  'sensitive-items-differ': () => '要配慮個人情報の有無が、記録項目の印と合っていません。',
  'judgment-differs': () => '該当・非該当が、三つの要件の判断と合っていません。',
  'withheld-yet-eligible': () => '一部を記載していないファイルは、提案の対象にできません。',
  'entry-name-taken': () => '同じ名称かアドレスの個人情報ファイルが、すでにあります。',
  'opens-before-announced': () => '募集を始める日は、公示する日以後にしてください。',
  'call-too-short': ({ days }) => `募集の期間は、始める日から${days}日以上にしてください。`,
  'not-eligible': ({ count }) => `提案の対象でない個人情報ファイルが${count}件含まれています。`,
}
