import type { PlanColumn } from '../plan.ts'
import type { Bench } from './floors.ts'

/** Shorter texts are names of things. */
const SHORTEST_SENTENCE = 15
/** What parts of sentences are joined by, or four words. */
const JOINED = /[。、，．！？!?;；\n]|\S+\s+\S+\s+\S+\s+\S+/
/** Long labels of a list come again and again; what somebody wrote comes once. */
const OWN_WORDS = 0.5
const SHARE_OF_ROWS = 0.1

/**
 * Free text (自由記述) can name anybody, and no rule of numbers sees it: it is deleted, or a second person has read it and confirmed.
 * @param values - distinct texts with their rows
 */
export function refuseFreeText(
  column: PlanColumn,
  values: Iterable<{ value: string; rows: number }>,
  filledRows: number,
  bench: Bench,
): void {
  let rows = 0
  let distinct = 0
  for (const { value, rows: own } of values) {
    if (value.length < SHORTEST_SENTENCE || !JOINED.test(value)) continue
    rows += own
    distinct++
  }
  if (rows === 0 || rows < SHARE_OF_ROWS * filledRows || distinct < OWN_WORDS * rows) return
  bench.floor(
    `列「${column.name}」は自由記述とみられます（文のある行が${rows}件）。誰の名前も書かれうるので、technique を "delete-column" にしてください`,
    column.confirmed,
  )
}
