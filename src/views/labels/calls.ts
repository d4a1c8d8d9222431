type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of questions on a call. */
export const CALL_REFUSALS: Sentences = {
  'questions-not-taken': () => 'この募集では、質問をここでは受け付けません。窓口に問い合わせてください。',
  'questions-closed': () => '質問を受け付ける期間ではありません。募集のページで期間を確かめてください。',
  'too-many-questions': () => '未回答の質問が多いため、今は受け付けられません。日をおいて試すか、窓口に問い合わせてください。',
  'form-stale': () => '画面が古くなっています。質問の画面を開き直して、もう一度送ってください。',
  'unknown-receipt': () => 'この受付番号の質問はありません。番号を確かめてください。',
  'question-withdrawn': () => 'この質問は取り下げられています。',
  'question-answered': () => 'この質問には、もう回答しています。',
  'question-published': () => 'もう公表しています。直すときは「訂正して公表し直す」を使ってください。',
  'questions-not-published': ({ count }) => `${count}件は公表できませんでした。一件ずつ開いて、理由を確かめてください。`,
  'names-asker': () => '質問した人の名前が入っています。除いてください。',
  'holds-reach': () => '電話番号かメールアドレスが入っています。除いてください。',
}
