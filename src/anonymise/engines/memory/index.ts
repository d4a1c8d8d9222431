import type { Engine, Source } from '../engine.ts'
import type { WriteText } from './write-rows.ts'

export { TOO_MANY_ROWS } from './too-many-rows.ts'

/**
 * The engine that holds all rows in the process, fetched when it is asked for: its tables come from a large package.
 * @param maxRows - more rows are refused: `RangeError` of `TOO_MANY_ROWS`
 */
export async function openMemoryEngine(
  sources: readonly Source[],
  nulls: readonly string[],
  write: WriteText,
  maxRows: number,
): Promise<Engine> {
  const { MemoryEngine } = await import('./memory-engine.ts')
  return new MemoryEngine(sources, nulls, write, maxRows)
}
