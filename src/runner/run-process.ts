import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RunEnd, RunProcess } from './work.ts'

const CHILD = fileURLToPath(new URL('./run-child.ts', import.meta.url))

/** What the child sends: progress, then its end. */
export type ChildMessage = { step: string; progress: number } | { end: RunEnd }

/** Runs each job in a process of its own: its memory goes with it, and it ends when this one does (the channel closes). */
export const runInProcess =
  (memoryBytes: number): RunProcess =>
  (job, onProgress, signal) =>
    new Promise((resolve) => {
      const child = fork(CHILD, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] })
      let end: RunEnd | undefined
      const kill = () => child.kill('SIGKILL')
      signal.addEventListener('abort', kill)
      child.on('message', (message: ChildMessage) => {
        if ('end' in message) end = message.end
        else onProgress(message.step, message.progress)
      })
      child.once('exit', () => {
        signal.removeEventListener('abort', kill)
        resolve(end ?? { kind: 'fault', message: '' })
      })
      child.once('error', () => resolve({ kind: 'fault', message: '' }))
      child.send({ job, memory: memoryBytes })
    })
