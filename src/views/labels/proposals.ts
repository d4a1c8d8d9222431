type Sentences = Record<string, (facts: Record<string, string | number>) => string>

const count = (value: string | number | undefined) => Number(value).toLocaleString('ja-JP')

/** Refusals of writing and handing in a proposal. */
export const PROPOSAL_REFUSALS: Sentences = {
  'saved-elsewhere': () =>
    '別の画面で先に保存されているため、この画面の内容はまだ保存していません。違いを確かめてから、保存のボタンを押してください。',
  'paper-saved-elsewhere': () => 'この書面の文面は、ほかの職員が先に保存したか、もう発行されています。',
  'paper-not-single': () => '書面が一通のときだけ、文面を直せます。一人ずつ出してください。',
  'paper-being-worded': ({ paper }) =>
    `「${paper}」の文面を直しているところです。案件のページの「発行前の書面」から、直した文面で発行するか、直した文面を捨ててください。`,
  'paper-text-stale': ({ paper }) =>
    `「${paper}」の直した文の、もとの文が変わりました。「文面を確かめて直す」を押し、新しい文に合わせて直してください。`,
  'amount-typed': ({ amounts }) => `額（${amounts}）は計算したもので、文面では変えられません。もとの額に戻してください。`,
  'paper-figures-unchecked': () => '額、条、日付、番号、名前が案件の記録と違います。違いを確かめ、チェックを付けてから発行してください。',
  'correction-unanswered': () => '求められた項目を書き直すか、回答を書いてください。',
  'too-few-persons': ({ min }) => `${count(min)}人以上にしてください。`,
  'more-persons-than-file': ({ max }) => `この個人情報ファイルの本人の数（${count(max)}人）を超えています。`,
  'nothing-wanted': () => '必要な項目を一つ以上選んでください。',
  'starts-in-past': () => '提出する日より後の日を入力してください。',
  'ends-before-start': () => '始める日より後の日を入力してください。',
  'not-pledged': () => '誓約の内容を確かめ、チェックを付けてください。',
  'made-data-not-offered': ({ from, to }) => `このデータの利用の提案を受け付けるのは、${from}から${to}までです。`,
  'made-data-in-use': ({ cases }) => `このデータの利用の案件が${cases}件進んでいます。終わってから廃棄してください。`,
  'made-data-destroyed': () => 'このデータは廃棄され、もう保存されていません。提供できません。',
  'call-not-open': () => 'この募集は受付期間の外です。提出できるのは募集の期間だけです。',
  'entry-not-in-call': () => 'この個人情報ファイルは、この募集の対象ではありません。',
  'attachment-missing': ({ papers }) => `必要な書類です。${papers ? `${papers}のどれかを選び、` : ''}ファイルを添付してください。`,
  'joint-too-many': ({ max }) => `共同提案者は${max}者までです。`,
  'joint-already': () => 'すでにこの提案の提案者です。別の団体として登録した方が、このリンクを開いてください。',
  'joint-paper-missing': ({ name, paper }) => `${name}の「${paper}」がまだです。共同提案者の画面で添付してください。`,
  'joint-untyped': ({ name }) => `${name}の氏名・住所がまだ入力されていません。`,
  'joint-not-pledged': ({ name }) => `${name}の誓約がまだです。共同提案者の画面で誓約してください。`,
  'joint-not-confirmed': ({ name }) => `${name}が、提案の内容をまだ確かめていません。共同提案者の画面で確かめてもらってください。`,
  'joint-changed': ({ name }) => `${name}が確かめた後で、提案の内容か提案者が変わりました。もう一度確かめてもらってください。`,
  'joint-changed-meanwhile': () => 'この画面を開いた後で、提案の内容が変わりました。もう一度読んで確かめてください。',
  'not-masked': () => '個人番号（マイナンバー）が見えないことを確かめて、チェックを付け、ファイルをもう一度選んでください。',
  'my-number-shown': ({ file }) =>
    `「${file}」に、個人番号（マイナンバー）と思われる12桁の数字があるため、受け取りませんでした。番号の部分を塗りつぶし（文字の入ったファイルは、数字を消すか画像にして）、添付し直してください。`,
  'received-tomorrow': () => '今日までの日を入力してください。',
  'earlier-unknown': () => 'この作成済みのデータの案件に、その受付番号はありません。',
  'received-too-early': ({ from }) => `${from}以後の日を入力してください。`,
  'paper-which': ({ file }) => `「${file}」がどの書類か、種類を選んでください。`,
  'paper-undated': ({ file }) => `「${file}」にある日付（作成日や交付日）を入力してください。`,
  'paper-of-tomorrow': ({ file }) => `「${file}」の日付が、今日より先です。書類にある日付を確かめて入力してください。`,
  'paper-too-old': ({ file, paper, day, span, oldest, article }) =>
    `「${file}」（${paper}）は${day}のもので、古すぎます。提案の日の前${span}以内（${oldest}以後）に作られたものを取り直し、このファイルを削除して添付し直してください${article ? `（${article}）` : ''}。`,
  'attachment-empty': () => '中身のないファイルは添付できません。',
  'attachment-too-large': ({ megabytes }) => `一つのファイルは${megabytes}MBまでです。分けるか、小さくして添付してください。`,
  'attachment-type': () =>
    '添付できるのは PDF、PNG、JPEG、Word（docx）、Excel（xlsx）、CSV、テキストです。中身と拡張子が合っているかも確かめてください。',
  'too-many-attachments': ({ max }) => `添付できるファイルは、あわせて${max}個までです。`,
}
