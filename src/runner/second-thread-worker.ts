// Runs in a worker thread, started by second-thread.ts.
import { parentPort } from 'node:worker_threads'
import { type CodedPart, macTable } from '../anonymise/beside.ts'
import { type CsvPiece, codeCsv } from './code-csv.ts'
import { collect } from './collect.ts'

export type SecondTask =
  | { kind: 'codeCsv'; piece: CsvPiece }
  | { kind: 'macs'; key: Uint8Array; bytes: Uint8Array; starts: Uint32Array; count: number }

const port = parentPort!

port.on('message', async ({ id, task }: { id: number; task: SecondTask }) => {
  let isLarge = false
  try {
    if (task.kind === 'macs') {
      const answer = macTable(task.key, task.bytes, task.starts, task.count)
      task.key.fill(0)
      port.postMessage({ id, answer }, [answer.buffer as ArrayBuffer])
      isLarge = task.count > LARGE
    } else {
      const part = await codeCsv(task.piece)
      // Plain data alone passes between threads.
      const answer = part && { ...part, columns: part.columns.map(({ chunks, size, starts, bytes }) => ({ chunks, size, starts, bytes })) }
      port.postMessage({ id, answer }, answer ? buffersOf(answer) : [])
      isLarge = (answer?.rows ?? 0) > LARGE
    }
  } catch {
    port.postMessage({ id, failed: true })
  }
  // Nothing that this thread does next would make V8 collect what it has answered with.
  if (isLarge) setImmediate(collect)
})

/** Rows, or messages, that leave a hundred bytes and more each behind. */
const LARGE = 1 << 20

const buffersOf = (part: CodedPart): ArrayBuffer[] => [
  ...new Set(part.columns.flatMap(({ chunks, starts, bytes }) => [...chunks, starts, bytes].map((array) => array.buffer as ArrayBuffer))),
]
