import type { ProgressEvent } from '../runner/run-request.ts'

const WORDS: Record<ProgressEvent['stage'], string> = {
  read: '読み込み',
  select: '行の選択',
  search: '探索',
  perturb: '値の置き換え',
  check: '確認',
  write: '書き出し',
  verify: '検証',
  done: '完了',
}

/** Progress of a run: one JSON object a line, one line of a terminal, or nothing. `auto` writes to terminals only. */
export function progressTo(stream: NodeJS.WriteStream, mode: 'auto' | 'json' | 'none'): (event: ProgressEvent) => void {
  if (mode === 'json') return (event) => stream.write(`${JSON.stringify(event)}\n`)
  if (mode === 'none' || !stream.isTTY) return () => {}
  return ({ stage, seconds }) => stream.write(`\r\x1b[K${WORDS[stage]}（${seconds.toFixed(1)} 秒）${stage === 'done' ? '\n' : ''}`)
}
