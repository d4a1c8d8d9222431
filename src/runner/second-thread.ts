import { Worker } from 'node:worker_threads'
import type { CodedPart } from '../anonymise/beside.ts'
import type { CsvPiece } from './code-csv.ts'
import type { SecondTask } from './second-thread-worker.ts'

/** One thread beside the main one, for the length of a run: it codes half of a file, then makes pseudonyms while the main one searches. */
export interface SecondThread {
  codeCsv(piece: CsvPiece): Promise<CodedPart | null>
  /** random.ts `macTable` */
  macs(key: Uint8Array, bytes: Uint8Array, starts: Uint32Array, count: number): Promise<Uint8Array>
  stop(): void
}

/** Starts the thread; its start lies beside whatever comes first. */
export function startSecondThread(): SecondThread {
  const worker = new Worker(new URL('./second-thread-worker.ts', import.meta.url))
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  let last = 0
  worker.on('message', ({ id, answer, failed }: { id: number; answer?: never; failed?: true }) => {
    const task = waiting.get(id)!
    waiting.delete(id)
    if (failed) task.reject(new SecondThreadFault())
    else task.resolve(answer as never)
  })
  const fail = () => {
    for (const { reject } of waiting.values()) reject(new SecondThreadFault())
    waiting.clear()
  }
  // Its own text could quote a cell (F7).
  worker.on('error', fail).on('exit', fail)
  worker.unref()
  const ask = <T>(task: SecondTask): Promise<T> => {
    const id = ++last
    worker.ref()
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, task })
    }).finally(() => {
      if (waiting.size === 0) worker.unref()
    })
  }
  return {
    codeCsv: (piece) => ask({ kind: 'codeCsv', piece }),
    macs: (key, bytes, starts, count) =>
      ask({ kind: 'macs', key, bytes: bytes.subarray(0, starts[count]), starts: starts.subarray(0, count + 1), count }),
    stop: () => void worker.terminate(),
  }
}

/** The second thread did not come to an answer. */
export class SecondThreadFault extends Error {
  readonly code = 'second-thread'
  constructor() {
    super('the second thread failed')
    this.name = 'SecondThreadFault'
  }
}
