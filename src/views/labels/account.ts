type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of registration and sign-in. */
export const ACCOUNT_REFUSALS: Sentences = {
  'not-an-email': () => 'メールアドレスの形で入力してください（例 tanto@example.jp）。',
  'password-too-short': ({ min }) => `パスワードは${min}文字以上にしてください。`,
  'login-taken': () => 'このメールアドレスは使われています。別のものを入力するか、ログインしてください。',
  'sign-in-failed': () => 'メールアドレスかパスワードが違います。確かめて、もう一度入力してください。',
  'too-many-attempts': ({ seconds }) => `続けて間違えたため、しばらく受け付けられません。${seconds}秒後にもう一度お試しください。`,
}
