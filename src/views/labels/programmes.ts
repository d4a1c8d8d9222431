type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of keeping the organisation's own access programmes. */
export const PROGRAMME_REFUSALS: Sentences = {
  'weaker-than-law': ({ article, least }) => `${article}が定めるため、緩められません（法令の値：${least}）。`,
  'setting-number': () => '0以上の整数を、半角の数字で入力してください。',
  'setting-span': () => '期間を0以上の整数で入力し、単位を選んでください。',
  'setting-list': () => '一行に一つずつ入力してください。',
  'setting-choice': () => '選択肢から選んでください。',
  'setting-flag': () => '「する」か「しない」を選んでください。',
  'setting-text': () => '文字を入力してください。',
  'effective-in-past': () => '施行日は、今日以後にしてください。',
  'order-not-kept': () =>
    '契約・手数料・作成の順は、fee contract production（納付、契約、作成）か production fee contract（作成、納付、契約）の順に、一行に一つずつ入力してください。',
  'programme-faulty': () => '設定のつじつまが合わないため、公布できません。期限を「定めない」にしたところがないか、確かめてください。',
}
