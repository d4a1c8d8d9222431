// The process of one run. It gets its job over the channel of its parent and ends when the channel closes.
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { parseRecipe } from '../anonymise/index.ts'
import { hierarchiesOf } from './hierarchy-files.ts'
import type { ChildMessage } from './run-process.ts'
import { runRecipe } from './run-recipe.ts'
import type { RunEnd, RunJob } from './work.ts'

/** Names of errors whose messages are our own sentences, free of values. */
const SAYABLE = new Set(['InputError', 'InputProblem', 'RecipeError', 'ValueProblem', 'UnsupportedOnEngine'])

/** How far a run is when each stage begins, for a bar: measured on a million rows. */
const BEGINS: Record<string, number> = { read: 2, select: 35, search: 40, check: 50, write: 60, verify: 85, done: 98 }

const tell = (message: ChildMessage) => process.send?.(message)

async function carryOut(job: RunJob, memory: number): Promise<RunEnd> {
  const recipe = parseRecipe(await readFile(job.recipePath, 'utf8'))
  const { recipeSha256 } = await hierarchiesOf(recipe, dirname(job.recipePath), true)
  if (recipeSha256 !== job.recipeSha256) return { kind: 'recipe-changed', message: '' }
  const { status, because } = await runRecipe({
    recipePath: job.recipePath,
    inputs: job.inputs,
    out: job.out,
    engine: 'duckdb',
    secret: null,
    memoryBytes: memory,
    threads: availableParallelism(),
    organisation: job.organisation,
    order: true,
    earlier: job.earlier,
    overruled: job.overruled,
    progress: ({ stage }) => tell({ step: stage, progress: BEGINS[stage] ?? 0 }),
  })
  if (status === 'released') return { kind: 'done' }
  return { kind: because === 'earlier' ? 'earlier-provision' : 'privacy-not-met', message: '' }
}

process.once('disconnect', () => process.exit(1))
process.once('message', ({ job, memory }: { job: RunJob; memory: number }) => {
  carryOut(job, memory)
    .catch((error: unknown): RunEnd => {
      const known = error instanceof Error && SAYABLE.has(error.name)
      return known ? { kind: 'input-refused', message: (error as Error).message } : { kind: 'fault', message: '' }
    })
    .then((end) => {
      process.send?.({ end } satisfies ChildMessage, () => process.exit(0))
    })
})
