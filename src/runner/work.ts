import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ClaimedOrder } from '../modules/processing/index.ts'
import type { RunnerClient } from './client.ts'
import type { EarlierFiles, Overruled } from './run-request.ts'
import { SourceRefused, sourceInside } from './sources.ts'

/** One run, as handed to a process of its own. */
export interface RunJob {
  recipePath: string
  /** the run refuses to start if the recipe and the files it names have another hash */
  recipeSha256: string
  inputs: string[]
  out: string
  /** keeps pseudonyms of organisations apart (rule D1) */
  organisation: string
  /** earlier provisions of the same register entry (rule E1) */
  earlier: EarlierFiles[]
  /** an official's decision to go on all the same */
  overruled: Overruled | null
}

/** How the process ended; `message` is a sentence of ours without any value. */
export type RunEnd =
  | { kind: 'done' }
  | { kind: 'input-refused' | 'recipe-changed' | 'privacy-not-met' | 'earlier-provision' | 'fault'; message: string }

/** Runs a job outside this process. Aborting the signal ends it at once. */
export type RunProcess = (job: RunJob, onProgress: (step: string, progress: number) => void, signal: AbortSignal) => Promise<RunEnd>

export interface WorkDeps {
  client: RunnerClient
  /** a folder of the runner's own: everything in it is erased at start and after each order */
  workFolder: string
  /** where source files may lie */
  sourceFolders: readonly string[]
  run: RunProcess
  heartbeatMs: number
}

/** Erases what an earlier process may have left: a killed run leaves nothing. */
export async function sweep(workFolder: string): Promise<void> {
  await rm(workFolder, { recursive: true, force: true })
  await mkdir(workFolder, { recursive: true, mode: 0o700 })
}

/**
 * Carries one order out: sources, recipe, run, push. Whatever happens, the working folder is erased and the site is told,
 * unless the claim was lost; then another runner has the order.
 */
export async function work(deps: WorkDeps, order: ClaimedOrder): Promise<void> {
  const { client } = deps
  const folder = join(deps.workFolder, `${order.orderId}-${order.token}`)
  const lost = new AbortController()
  let at = { step: 'claimed', progress: 0 }
  const beat = setInterval(async () => {
    const held = await client.progress(order, at.step, at.progress).catch(() => true) // an unreachable site is not a lost claim
    if (!held) lost.abort()
  }, deps.heartbeatMs)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const inputs = await Promise.all(order.sources.map((source) => sourceInside(deps.sourceFolders, source)))
    const recipePath = await writeRecipe(folder, order)
    const earlier: EarlierFiles[] = []
    for (const [i, one] of order.earlier.entries()) {
      const own = join(folder, `earlier-${i}`)
      await mkdir(own, { mode: 0o700 })
      const reportPath = join(own, 'earlier-report.json')
      earlier.push({ recipePath: await writeRecipe(own, one), reportPath })
      await writeFile(reportPath, JSON.stringify(one.report), { mode: 0o600 })
    }
    const out = join(folder, 'out')
    const end = await deps.run(
      {
        recipePath,
        recipeSha256: order.recipeSha256,
        inputs,
        out,
        organisation: order.organisationId,
        earlier,
        overruled: order.overruled,
      },
      (step, progress) => {
        at = { step, progress }
      },
      lost.signal,
    )
    if (lost.signal.aborted) return
    if (end.kind !== 'done') {
      const report = await readFile(join(out, 'report.json'), 'utf8').then(JSON.parse, () => undefined)
      await client.failed(order, { code: end.kind, message: end.message, report })
      return
    }
    at = { step: 'push', progress: 99 }
    await client.progress(order, at.step, at.progress)
    // Refused though the claim holds: said, so that the order does not wait for its lease to end and begin anew for ever.
    if (!(await push(client, order, out))) await client.failed(order, { code: 'fault', message: '' })
  } catch (error) {
    if (lost.signal.aborted) return
    const code = error instanceof SourceRefused ? error.code : 'fault'
    await client.failed(order, { code, message: '' })
    if (code === 'fault') throw error
  } finally {
    clearInterval(beat)
    await rm(folder, { recursive: true, force: true })
  }
}

/** A recipe and the files that it names, side by side. */
async function writeRecipe(folder: string, { recipe, files }: Pick<ClaimedOrder, 'recipe' | 'files'>): Promise<string> {
  const recipePath = join(folder, 'recipe.json')
  await writeFile(recipePath, recipe, { mode: 0o600 })
  for (const [name, text] of Object.entries(files)) {
    if (basename(name) !== name) throw new SourceRefused('source-outside')
    await writeFile(join(folder, name), text, { mode: 0o600 })
  }
  return recipePath
}

async function push(client: RunnerClient, order: ClaimedOrder, out: string): Promise<boolean> {
  const report = await readFile(join(out, 'report.json'), 'utf8')
  const dataPackage = await readFile(join(out, 'datapackage.json'), 'utf8')
  const name = (JSON.parse(dataPackage) as { resources: { path: string }[] }).resources[0]?.path ?? 'data.csv'
  const data = new Uint8Array(await readFile(join(out, basename(name))))
  const sha256 = createHash('sha256').update(data).digest('hex')
  return client.result(order, { name, data, sha256, report, dataPackage })
}
