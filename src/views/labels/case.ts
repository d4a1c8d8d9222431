type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of moving a case, shared by all rooms. */
export const CASE_REFUSALS: Sentences = {
  'nothing-to-answer': () => '答えるものがありません。ほかの人が先に答えていないか、経過を確かめてください。',
  'still-open': () => '前のものがまだ終わっていません。先にそれに答えてください。',
  'unknown-action': () => 'この提供制度に、その操作はありません。',
  'wrong-state': () => 'この段階では、その操作はできません。画面を読み直して、今の状態を確かめてください。',
  'role-not-permitted': () => 'この操作をする役割がありません。担当者に依頼してください。',
  'four-eyes': () => 'この操作は、前の操作をした人とは別の人が行う必要があります。',
  'opinions-not-heard': () => '意見の聴取が済んでいません。先に意見の聴取を記録してください。',
  'council-outstanding': () => '審議会に諮問していて、まだ答申がありません。答申を記録してから決定してください。',
  'day-between': ({ from, to }) => `${from} から ${to} までの日を入力してください。`,
  'not-for-this-case': () => 'この案件は、その操作をする場合に当たりません。',
  'not-yet-ruled': ({ body }) => `${body}の判断がまだありません。先に判断を記録してください。`,
  'ruled-otherwise': ({ body, ruling }) => `${body}の判断は「${ruling}」です。判断と違う決定はできません。`,
  'body-not-asked': ({ body }) => `今の段階では、${body}の判断を記録できません。`,
  'missing-need': () => '入力してください。',
  'changed-meanwhile': () => 'ほかの人が先に操作しました。画面を読み直して、もう一度確かめてください。',
}
