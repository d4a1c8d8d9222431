import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { measure } from './measure.ts'
import { hierarchies, recipeOf, writeRegister } from './million-data.ts'

/**
 * `anonymise` of an invented register (CP932, k = 5, levels of six quasi-identifiers searched), start of the process to the
 * released folder, against DuckDB copying the same rows from CSV to CSV in UTF-8 with the same threads.
 */
export async function againstCopy({ rows, columns, rounds, memory }: { rows: number; columns: number; rounds: number; memory?: string }) {
  const threads = String(availableParallelism())
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-bench-'))
  const at = (name: string) => join(folder, name)
  try {
    await writeRegister(rows, columns, at('register.csv'), at('utf8.csv'))
    writeFileSync(at('recipe.json'), JSON.stringify(recipeOf(columns)))
    for (const [name, lines] of Object.entries(hierarchies)) writeFileSync(at(name), `${lines.join('\n')}\n`)
    console.log(
      `${rows} rows × ${columns} columns, ${(statSync(at('register.csv')).size / 1e6).toFixed(0)} MB in CP932, ${threads} threads`,
    )
    const copies: number[] = []
    const runs: number[] = []
    let peak = 0
    for (let round = 1; round <= rounds; round++) {
      rmSync(at('copy.csv'), { force: true })
      const copy = await measure(process.execPath, [resolve('bench/duckdb-copy.ts'), at('utf8.csv'), at('copy.csv'), threads])
      copies.push(copy.seconds)
      const out = at(`out-${round}`)
      const run = await measure(process.execPath, [
        resolve('bin/sakyu.mjs'),
        'anonymise',
        '--recipe',
        at('recipe.json'),
        '--in',
        at('register.csv'),
        '--out',
        out,
        '--threads',
        threads,
        ...(memory ? ['--memory', memory] : []),
        '--progress',
        'none',
      ])
      runs.push(run.seconds)
      peak = Math.max(peak, run.peakMB ?? 0)
      const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))
      console.log(
        `round ${round}: copy ${copy.seconds.toFixed(2)} s, anonymise ${run.seconds.toFixed(2)} s = ${(run.seconds / copy.seconds).toFixed(2)} ×, ` +
          `of processor ${run.processor?.toFixed(1)} s against ${copy.processor?.toFixed(1)} s, ${run.peakMB?.toFixed(0)} MB; ${JSON.stringify(report.seconds)}; search ${JSON.stringify(report.search)}`,
      )
      rmSync(out, { recursive: true })
    }
    const least = (figures: number[]) => Math.min(...figures)
    console.log(
      `best of ${rounds}: ${least(runs).toFixed(2)} s = ${(least(runs) / least(copies)).toFixed(2)} × the copy's ${least(copies).toFixed(2)} s, peak ${peak.toFixed(0)} MB`,
    )
  } finally {
    if (process.env.SAKYU_BENCH_KEEP) console.log(`kept: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}
