import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/** `npm run bench [-- NAME …]`: each bench is a script of its own; figures worth keeping go to docs/benchmarks.md. */
const BENCHES: Record<string, string> = {
  'demo-data': 'the files of 100,000 invented persons',
  'cell-suppression': 'cells emptied to reach k = 3 on 4,580 × 4 and 5,000 × 8 invented keys',
  'local-recoding': 'levels by record on 30,162 census records × 9 columns, and cells hidden',
  synthesis: 'persons made after 100,000 records × 10 columns',
  'search-adult': 'the search on 30,162 census records × 9 columns',
  'register-search': 'the search through 200,000 entries of 1,000 registers (1.1 GB of disk, two minutes to fill)',
  'anonymise-adult': 'the whole of anonymise on 30,162 census records × 9 columns',
  risk: 'every figure of risk on 30,162 census records × 9 columns and on a million rows',
  'anonymise-million': 'a million rows × 15 columns, start to release, against DuckDB copying them',
  'anonymise-five-million': 'five million rows × 15 columns, against DuckDB copying them (2 GB of disk)',
  'anonymise-ten-million': 'ten million rows × 20 columns with 2 GB, against DuckDB copying them (4 GB of disk)',
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(', ')}. There are:`)
  for (const [name, what] of Object.entries(BENCHES)) console.error(`  ${name}  ${what}`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  console.log(`\n${name}: ${BENCHES[name]}`)
  const { status } = spawnSync(process.execPath, [resolve('bench', `${name}.ts`)], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
