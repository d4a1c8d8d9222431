// Measures a finished file in a worker thread, started by verify-thread.ts: one request, one answer.
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { verifyFile } from '../verify/index.ts'
import type { VerifyLimits, VerifyRequest } from './verify-thread.ts'

const port = parentPort!
const asked = once(port, 'message')
const limits = workerData as VerifyLimits
const database = limits && (await (await import('../platform/node/duckdb.ts')).openDuckDb(limits))
const [{ path, recipe, side, reference }] = (await asked) as [VerifyRequest]
const measured = await verifyFile({
  path,
  recipe,
  ...(side === null ? {} : { side }),
  ...(reference === null ? {} : { reference }),
  ...(database ? { database, parquetHeader: (parquet: string) => database.parquetHeader(parquet) } : {}),
})
await database?.close()
port.postMessage(measured)
