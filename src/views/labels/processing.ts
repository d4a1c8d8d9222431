type Sentences = Record<string, (facts: Record<string, string | number>) => string>

/** Refusals of processing orders. */
export const PROCESSING_REFUSALS: Sentences = {
  'order-already-started': () => 'この加工指示は、もう始まっています。画面を読み直してください。',
  'not-a-path': () => 'ファイルの場所を、加工する端末での絶対パスで入力してください。',
  'not-stopped': () => 'この加工指示は、前の提供との突き合わせで止まってはいません。画面を読み直してください。',
  'no-contracted-recipe': () => '契約に加工方法がありません。先に契約の画面で加工方法を登録してください。',
  'already-destroyed': () => 'もう消去されています。',
  'runner-name-required': () => '端末の名前を入力してください。',
}

/** Steps of a run as the runner names them. */
export const RUN_STEPS: Record<string, string> = {
  claimed: '端末が指示を受け取りました',
  read: '元のファイルを読んでいます',
  select: '条件に合う記録を選んでいます',
  search: '必要な加工の段階を探しています',
  write: '加工した結果を書いています',
  verify: '書いた結果を読み直して確かめています',
  check: '残す列の危険を測っています',
  done: '結果を確定しています',
  push: '結果を封をして送っています',
}

/** Failures of a run, by code. */
export const RUN_FAILURES: Record<string, string> = {
  'input-refused': '元のファイル又は加工方法に問題があり、加工できませんでした。',
  'privacy-not-met': '定めた匿名性を、許された削除の範囲では満たせませんでした。結果は作られていません。',
  'earlier-provision':
    '同じ個人情報ファイルの前の提供と合わせると、本人が定めた人数より少なく絞られると推計されるため、止めました。結果は作られていません。',
  'source-outside': '元のファイルが、加工する端末に定められたフォルダーの外にあります。',
  'source-missing': '元のファイルが、加工する端末に見つかりません。',
  'recipe-changed': '加工方法が、契約したものと一致しません。加工は始まっていません。',
  fault: '加工する端末で不具合が起きました。結果は作られていません。',
}

export const ORDER_STATES = {
  issued: '元のファイルの指定待ち',
  queued: '加工する端末の順番待ち',
  running: '加工中',
  done: '完了',
  failed: '失敗',
} as const
