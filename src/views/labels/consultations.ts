type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of consultations before a proposal. */
export const CONSULTATION_REFUSALS: Sentences = {
  'consultation-not-offered': () => 'この制度では、事前相談の申込みを受け付けていません。窓口に問い合わせてください。',
  'consultation-closed': () => 'この相談は終わっています。必要なら、新しく申し込んでください。',
  'consultation-leads-nowhere': () => 'この相談からは提案を始められません。結果と助言を確かめてください。',
  'day-over': () => '今日以後の日にしてください。',
  'day-to-come': () => '今日までの日にしてください。',
  'day-before-request': () => '申込みの日以後にしてください。',
}
