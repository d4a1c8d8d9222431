type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of keeping the organisation's own access programmes. */
export const PROGRAMME_REFUSALS: Sentences = {
  'weaker-than-law': ({ article, least }) => `${article}が定めるため、緩められません（法令の値：${least}）。`,
  'setting-number': () => '0以上の整数を、半角の数字で入力してください。',
  'setting-span': () => '期間を0以上の整数（10年まで）で入力し、単位を選んでください。',
  'setting-list': () => '一行に一つずつ入力してください。',
  'setting-choice': () => '選択肢から選んでください。',
  'setting-flag': () => '「する」か「しない」を選んでください。',
  'setting-text': () => '文字を入力してください。',
  'number-between': ({ most }) => `1から${most}までの整数を、半角の数字で入力してください。`,
  'body-same-name': () => '同じ名称の審査会があります。別の名称にしてください。',
  'body-few-choices': () => '審査会が選ぶ判断を、二つ以上選んでください。',
  'body-closes-otherwise': () => '「後の審査会に付さない判断」は、審査会が選ぶ判断の中から選んでください。',
  'lines-between': ({ least, most }) => `一行に一つずつ、${least}行から${most}行までで入力してください。`,
  'line-too-long': ({ line, max }) => `${line}行目を、${max}文字以内にしてください。`,
  'line-twice': ({ line }) => `${line}行目は、前の行と同じです。言葉を変えるか、消してください。`,
  'line-without-points': ({ line }) => `${line}行目を、「2　定めている」のように、点数、空白、言葉の順に入力してください。`,
  'pass-too-high': ({ most }) => `全部に最もよく答えても ${most}点です。それ以下にしてください。`,
  'effective-in-past': () => '施行日は、今日以後にしてください。',
  'order-not-kept': () =>
    '契約・手数料・作成の順は、fee contract production（納付、契約、作成）、contract fee production（契約、納付、作成）、production fee contract（作成、納付、契約）のどれかの順に、一行に一つずつ入力してください。',
  'programme-faulty': () =>
    '設定のつじつまが合わないため、使えません。期限を「定めない」にしたところや、審査会の判断に使う操作がないところがないか、確かめてください。',
}
