// Measures a finished file in a process of its own, started by verify-process.ts: one JSON of its findings on stdout.
import { readFile } from 'node:fs/promises'
import { openDuckDb } from '../platform/node/duckdb.ts'
import { parseRecipe, verifyFile } from '../verify/index.ts'

const [path, recipePath, side, spill, memoryBytes, threads] = process.argv.slice(2) as [string, string, string, string, string, string]
const database = await openDuckDb({ memoryBytes: Number(memoryBytes), threads: Number(threads), spill })
const measured = await verifyFile({
  path,
  recipe: parseRecipe(await readFile(recipePath, 'utf8')),
  ...(side === '' ? {} : { side }),
  database,
  parquetHeader: (parquet) => database.parquetHeader(parquet),
})
await database.close()
process.stdout.write(JSON.stringify({ ...measured, peakBytes: process.resourceUsage().maxRSS * 1024 }))
