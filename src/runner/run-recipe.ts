import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  compilePlan,
  DuckDbEngine,
  type Engine,
  isDisguised,
  type MakeMacs,
  openMemoryEngine,
  parseRecipe,
  type Recipe,
  run,
  type Stage,
  TOO_MANY_ROWS,
} from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { duckDbOnDemand } from '../platform/node/duckdb-on-demand.ts'
import type { EarlierJoin } from '../report/index.ts'
import { attackRun } from './attack-run.ts'
import { collect } from './collect.ts'
import { compareEarlier, overrule, readEarlier } from './earlier.ts'
import { hierarchiesOf } from './hierarchy-files.ts'
import { engineNulls, type LoadedInput, openInputs } from './inputs.ts'
import { finishData, writeChunks } from './output.ts'
import { writeReports } from './report-files.ts'
import type { ProgressEvent, RunOutcome, RunRequest } from './run-request.ts'
import { type SecondThread, startSecondThread } from './second-thread.ts'
import { startVerifier, type Verifier } from './verify-thread.ts'
import { openWorkFolder } from './work-folder.ts'

const DEFAULT_MEMORY = 1e9

/** The memory engine holds all rows in the process. @source measured: stack.md §11 */
const MEMORY_ENGINE_ROWS = 200_000

/** Rows the memory engine may hold per byte of --memory: about 2 kB a row of 15 columns. */
const BYTES_PER_ROW = 2_000

/**
 * A whole run: inputs → working folder → verified → renamed into place. Until the rename nothing stands in `out`.
 * @throws {InputError | RecipeError | ValueProblem} the caller's fault; nothing is left behind
 */
export async function runRecipe(request: RunRequest): Promise<RunOutcome> {
  const started = performance.now()
  const clock = () => (performance.now() - started) / 1000
  const progress = (stage: ProgressEvent['stage']) => request.progress({ stage, seconds: clock() })
  const recipeText = await readFile(request.recipePath, 'utf8').catch(() => {
    throw new InputError(`加工方法「${request.recipePath}」を読めません`)
  })
  const recipe = parseRecipe(recipeText)
  const hierarchies = await hierarchiesOf(recipe, dirname(request.recipePath), request.order ?? false)
  const plan = compilePlan(recipe, hierarchies.compile, hierarchies.population)
  const earlier = await readEarlier(request.earlier ?? [], request.order ?? false)
  const work = await openWorkFolder(request.out)
  const secret = request.secret ? Uint8Array.from(request.secret) : new Uint8Array(randomBytes(32))
  const memoryBytes = request.memoryBytes ?? DEFAULT_MEMORY
  let engine: Engine | undefined
  let verifier: Verifier | undefined
  let second: SecondThread | null = null
  const leave = () => {
    // A signal: leave nothing half, then go.
    void work.erase().finally(() => process.exit(1))
  }
  process.once('SIGINT', leave).once('SIGTERM', leave)
  try {
    progress('read')
    const bytes = await bytesOf(request.inputs)
    if (request.engine === 'duckdb' && request.threads > 1 && bytes > LARGE) second = startSecondThread()
    const isTight = bytes > memoryBytes * TIGHT
    const limits = { memoryBytes: memoryBytes / 2, threads: request.threads, second }
    const needsDatabase = bytes > LARGE || recipe.output.format === 'parquet'
    const verifyLimits = needsDatabase
      ? { spill: join(work.path, 'spill-verify'), memoryBytes: limits.memoryBytes, threads: request.threads }
      : null
    const inputs = await openInputs(request.inputs, recipe, work.path, limits)
    checkColumns(recipe, inputs)
    const raw = join(work.path, 'released.csv')
    // Whose rows are nobody's is told by the side file alone. A released person column says by itself whose rows are whose; households are counted by the side file, blanked ones too.
    const personLeaves = recipe.person ? plan.columns.some(({ name, released }) => released && name === recipe.person) : true
    const made = plan.records.some(({ node }) => node === 'synthesise')
    const disguised = plan.columns.some(isDisguised)
    const side = recipe.household || !personLeaves || made || disguised ? join(work.path, 'side.csv') : null
    const context = {
      recipe,
      plan,
      secret,
      organisation: request.organisation ?? '',
      order: request.order ?? false,
      progress: (stage: Stage) => {
        if (isTight) collect()
        if (stage === 'write') verifier ??= startVerifier(verifyLimits)
        progress(stage)
      },
      clock,
      output: { path: raw, sidePath: side },
    }
    engine = await openEngine(request, recipe, inputs, work.path, second)
    const findings = await run({ ...context, engine }).catch((error: unknown) => {
      if (error instanceof RangeError && error.message === TOO_MANY_ROWS)
        throw new InputError('行が多すぎて memory エンジンでは扱えません。--engine duckdb を使うか、--memory を増やしてください')
      throw error
    })
    await engine.close()
    engine = undefined
    let joined: EarlierJoin[] | null = null
    if (findings.met && earlier.length > 0) {
      engine = await openEngine(request, recipe, inputs, work.path, second)
      joined = await compareEarlier(engine, inputs[0]!.source.header, { recipe, plan, findings }, earlier)
      await engine.close()
      engine = undefined
    }
    joined &&= overrule(joined, request.overruled ?? null)
    const apart = joined?.some(({ met, overruled }) => !met && overruled === null) ?? false
    const facts = { request, recipe, plan, recipeSha256: hierarchies.recipeSha256, inputs, findings, earlier: joined }
    if (!findings.met || apart) {
      await writeReports(work.result, { ...facts, data: null, verified: null, verifySeconds: 0, frontier: null, attacks: null })
      await work.release()
      progress('done')
      return { status: 'not-met', ...(apart ? { because: 'earlier' as const } : {}), warnings: findings.warnings }
    }
    const data = await finishData(raw, recipe, work.result, work.path, { memoryBytes: limits.memoryBytes, threads: request.threads })
    if (isTight) collect()
    progress('verify')
    const verifyStarted = clock()
    verifier ??= startVerifier(verifyLimits)
    // Beside the verifier, which is a thread of its own.
    const attacking = attackRun(request, { recipe, plan, inputs, dataPath: data.path, findings, folder: work.path, limits })
    const verifying = verifier.measure({
      path: data.path,
      // Read anew: nothing that the run may have done to its own lies in it.
      recipe: parseRecipe(recipeText),
      side,
      reference: findings.reference,
    })
    verifying.catch(() => {}) // awaited below
    const frontier = findings.frontier?.() ?? null
    // What the searches left behind need not lie beside the attacks.
    if (frontier) collect()
    const verified = await verifying
    const verifySeconds = clock() - verifyStarted
    const attacks = await attacking
    const met = verified.met === true && verified.rows === findings.rows.output
    if (!met) await data.erase()
    await writeReports(work.result, {
      ...facts,
      data: met ? { ...data, sha256: verified.sha256 } : null,
      verified,
      verifySeconds,
      frontier,
      attacks,
    })
    await work.release()
    progress('done')
    return { status: met ? 'released' : 'not-met', warnings: findings.warnings }
  } finally {
    secret.fill(0)
    process.off('SIGINT', leave).off('SIGTERM', leave)
    verifier?.stop()
    second?.stop()
    await engine?.close().catch(() => {})
    await work.erase()
  }
}

/** Smaller inputs are done before a second thread has started, and verified before a database is open. */
const LARGE = 8e6

/** From this share of the memory on, inputs leave no room for what is not yet collected. */
const TIGHT = 0.25

async function bytesOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Every column is decided and every decision has its column. */
function checkColumns(recipe: Recipe, inputs: LoadedInput[]): void {
  const header = inputs[0]!.source.header
  const undecided = header.filter((column) => !recipe.columns.has(column))
  if (undecided.length > 0)
    throw new InputError(
      `加工方法にない列があります: ${undecided.map((column) => `「${column}」`).join('')}。columns に加えてください（出さない列は delete-column）`,
    )
  const missing = [...recipe.columns.keys()].filter((column) => !header.includes(column))
  if (missing.length > 0)
    throw new InputError(
      `加工方法にある列がファイルにありません: ${missing.map((column) => `「${column}」`).join('')}。列の名前を確かめるか、columns から消してください`,
    )
}

async function openEngine(
  request: RunRequest,
  recipe: Recipe,
  inputs: LoadedInput[],
  folder: string,
  second: SecondThread | null,
): Promise<Engine> {
  const sources = inputs.map(({ source }) => source)
  if (request.engine === 'memory') {
    const rows =
      request.memoryBytes === null ? MEMORY_ENGINE_ROWS : Math.max(MEMORY_ENGINE_ROWS, Math.floor(request.memoryBytes / BYTES_PER_ROW))
    return openMemoryEngine(sources, engineNulls(recipe, inputs), writeChunks, rows)
  }
  // Half for DuckDB: its resident size is about twice its limit, and dictionaries live in this process too.
  const sql = duckDbOnDemand({
    memoryBytes: (request.memoryBytes ?? DEFAULT_MEMORY) / 2,
    threads: request.threads,
    spill: join(folder, 'spill'),
  })
  const macs: MakeMacs | undefined = second ? (key, { bytes, starts, size }) => second.macs(key, bytes, starts, size) : undefined
  return new DuckDbEngine({ sql, write: writeChunks, macs }, sources, engineNulls(recipe, inputs))
}
