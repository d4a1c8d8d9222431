/** How long do the invented files of 100,000 persons take? `node bench/demo-data.ts [persons]`; results in docs/benchmarks.md. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDemoData } from '../src/demo/index.ts'

const persons = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'sakyu-bench-demo-'))
try {
  const started = performance.now()
  const rows = makeDemoData({ persons, seed: 1, out: join(folder, 'out') })
  const seconds = (performance.now() - started) / 1000
  const bytes = readdirSync(join(folder, 'out')).reduce((sum, name) => sum + statSync(join(folder, 'out', name)).size, 0)
  const total = [...rows.values()].reduce((a, b) => a + b, 0)
  const peak = process.resourceUsage().maxRSS / 1000
  console.log(
    `demo-data: ${persons} persons, ${total} rows, ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, peak ${peak.toFixed(0)} MB`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
