import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { InputError } from '../core/index.ts'
import { decoder } from './encoding.ts'
import type { InputFile } from './open.ts'

const CHUNK = 2 << 20

/**
 * Writes the file as UTF-8 without BOM to `target` (a file or a fifo), for engines that read UTF-8 only.
 *
 * @throws {InputError} at bytes that are not of the file's encoding
 */
export async function toUtf8(file: InputFile, target: string): Promise<void> {
  const source = await open(file.path)
  const sink = createWriteStream(target, { mode: 0o600, highWaterMark: CHUNK })
  const text = decoder(file.encoding)
  const buffer = Buffer.allocUnsafe(CHUNK)
  try {
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, CHUNK)
      let decoded: string
      try {
        decoded = bytesRead === 0 ? text.decode() : text.decode(buffer.subarray(0, bytesRead), { stream: true })
      } catch {
        throw new InputError(`「${file.name}」: ${file.encoding} に合わない文字があります。文字コードの指定を確かめてください。`)
      }
      if (decoded !== '' && !sink.write(decoded)) await once(sink, 'drain')
      if (bytesRead === 0) break
    }
    sink.end()
    await once(sink, 'finish')
  } finally {
    sink.destroy()
    await source.close()
  }
}
