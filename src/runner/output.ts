import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Writes text chunks as UTF-8, for its owner alone. */
export async function writeText(path: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(path, { mode: 0o600 }))
}
