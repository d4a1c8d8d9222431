type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of registration and sign-in. */
export const ACCOUNT_REFUSALS: Sentences = {
  'not-an-email': () => 'メールアドレスの形で入力してください（例 tanto@example.jp）。',
  'password-too-short': ({ min }) => `パスワードは${min}文字以上にしてください。`,
  'login-taken': () => 'このメールアドレスは使われています。別のものを入力するか、ログインしてください。',
  'sign-in-failed': () => 'メールアドレスかパスワードが違います。確かめて、もう一度入力してください。',
  'choose-a-role': () => '役割を1つ以上選んでください。',
  'not-an-address-name': () =>
    '半角の英小文字で始まる2〜40文字の、英小文字・数字・ハイフンにしてください。「p-」で始まる名前とサイトが使う名前（api など）は使えません。',
  'not-yourself': () => '自分の役割はなくせません。ほかの管理者に頼んでください。',
  'too-many-attempts': ({ seconds }) => `続けて間違えたため、しばらく受け付けられません。${seconds}秒後にもう一度お試しください。`,
}
