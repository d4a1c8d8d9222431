// Measures a finished file in a process of its own, started by verify-process.ts: its request on stdin, one JSON of its findings on stdout.
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { openDuckDb } from '../platform/node/duckdb.ts'
import { parseRecipe, verifyFile } from '../verify/index.ts'
import type { VerifyRequest } from './verify-process.ts'

const request = await text(process.stdin)
if (request !== '') {
  const { path, recipePath, side, reference, spill, memoryBytes, threads } = JSON.parse(request) as VerifyRequest
  const database = await openDuckDb({ memoryBytes, threads, spill })
  const measured = await verifyFile({
    path,
    recipe: parseRecipe(await readFile(recipePath, 'utf8')),
    ...(side === null ? {} : { side }),
    ...(reference === null ? {} : { reference }),
    database,
    parquetHeader: (parquet) => database.parquetHeader(parquet),
  })
  await database.close()
  process.stdout.write(JSON.stringify({ ...measured, peakBytes: process.resourceUsage().maxRSS * 1024 }))
}
