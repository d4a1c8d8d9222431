type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of provision, download and receipt. */
export const PROVISION_REFUSALS: Sentences = {
  'no-result': () => '承認された加工結果がありません。加工が終わり、結果が承認されてから準備してください。',
  'result-changed': () => '加工結果の照合値（SHA-256）が報告書と一致しません。提供を止め、加工担当に連絡してください。',
  'recipe-not-contracted': () => '加工結果が、契約した加工方法によるものではありません。提供を止め、加工担当に連絡してください。',
  'result-unreadable': () => '加工結果の報告書か項目の一覧を読み取れません。提供を止め、加工担当に連絡してください。',
  'recipient-way-missing': () => '受け取る人が、暗号化の方法をまだ選んでいません。選んでもらってから準備してください。',
  'recipient-way-fixed': () => '提供が確認されたため、暗号化の方法は変えられません。担当の窓口にご相談ください。',
  'not-an-age-key': () => 'age の公開鍵を入力してください（age1 で始まる文字）。秘密鍵（AGE-SECRET-KEY-）は入力しないでください。',
  'secret-key-given': () =>
    'これは秘密鍵です。誰にも見せず、公開鍵（age1 で始まる文字）を入力してください。この秘密鍵は使わないでください。',
  'passphrase-too-short': ({ min }) => `合い言葉は${min}文字以上にしてください。`,
  'passphrases-differ': () => '二つの合い言葉が同じではありません。もう一度入力してください。',
  'copy-differs': () => '最初に提供したデータと同じ内容ではありません。提供できません。管理者に連絡してください。',
  'package-changed': () =>
    '保管していた提供データの照合値（SHA-256）が、準備したときと一致しません。提供を止め、管理者に連絡してください。',
  'reuse-backwards': () => '期間の終わりが、始まりより前になっています。',
  'handover-own': () => '暗号化した職員は、書き出せません。合い言葉を見ていない別の職員が書き出してください。',
  'not-downloaded': () => 'まだデータを受け取っていません。先に受け取ってから、受領を記録してください。',
  'not-compared': () => '照合値（SHA-256）を確かめ、「一致しました」に印を付けてください。',
  'erased-in-future': () => '消去の日が今日より後になっています。',
  'erased-before-receipt': ({ receivedOn }) => `消去の日が、受領の日（${receivedOn}）より前になっています。`,
  'not-checked': () => '内容を確かめ、「確かめました」に印を付けてください。',
}

/** Inputs of the provision's forms, for the summary of problems. */
export const PROVISION_FIELDS: Record<string, string> = {
  recipientKind: '暗号化の方法',
  recipientKey: 'age の公開鍵',
  passphrase: '合い言葉',
  passphraseAgain: '合い言葉（もう一度）',
  publicRecipient: '公表する受け取る人の名称',
  publicPurpose: '公表する利用の目的',
  reuseFrom: '提案を受ける期間の始まり',
  reuseTo: '提案を受ける期間の終わり',
  checked: '提供前の確認',
  compared: '照合値の確認',
  handedBy: '引渡しの方法',
  erasedOn: '消去の日',
  method: '消去の方法',
}
