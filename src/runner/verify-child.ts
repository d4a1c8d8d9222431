// Measures a finished file in a process of its own, started by verify-process.ts: its limits as argument, its request on stdin, one JSON of its findings on stdout.
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { openDuckDb } from '../platform/node/duckdb.ts'
import { parseRecipe, verifyFile } from '../verify/index.ts'
import type { VerifyLimits, VerifyRequest } from './verify-process.ts'

const database = await openDuckDb(JSON.parse(process.argv[2]!) as VerifyLimits)
const request = await text(process.stdin)
if (request !== '') {
  const { path, recipePath, side, reference } = JSON.parse(request) as VerifyRequest
  const measured = await verifyFile({
    path,
    recipe: parseRecipe(await readFile(recipePath, 'utf8')),
    ...(side === null ? {} : { side }),
    ...(reference === null ? {} : { reference }),
    database,
    parquetHeader: (parquet) => database.parquetHeader(parquet),
  })
  process.stdout.write(JSON.stringify({ ...measured, peakBytes: process.resourceUsage().maxRSS * 1024 }))
}
await database.close()
