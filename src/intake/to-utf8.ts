import { type FileHandle, open } from 'node:fs/promises'
import { InputError } from '../core/index.ts'
import { Cp932ToUtf8 } from './cp932.ts'
import { decoder } from './encoding.ts'
import type { InputFile } from './open.ts'

const CHUNK = 1 << 20

/** UTF-8 of the next bytes, in memory that the next call but one may use again; null: not of the encoding. */
type Convert = (chunk: Uint8Array, isLast: boolean) => Uint8Array | null

/**
 * Writes the file as UTF-8 without BOM to `target` (a file or a fifo), for engines that read UTF-8 only.
 * While one chunk is written the next is read and converted.
 *
 * @throws {InputError} at bytes that are not of the file's encoding
 */
export async function toUtf8(file: InputFile, target: string): Promise<void> {
  const convert = file.encoding === 'cp932' ? fromCp932() : throughText(file)
  const source = await open(file.path)
  try {
    const sink = await open(target, 'w', 0o600)
    try {
      await pump(file, source, sink, convert)
    } finally {
      await sink.close()
    }
  } finally {
    await source.close()
  }
}

async function pump(file: InputFile, source: FileHandle, sink: FileHandle, convert: Convert): Promise<void> {
  const buffers = [Buffer.allocUnsafe(CHUNK), Buffer.allocUnsafe(CHUNK)]
  let reading = source.read(buffers[0]!, 0, CHUNK)
  let writing: Promise<unknown> = Promise.resolve()
  // A failed write is heard where it is awaited, also if reading fails first.
  const write = (bytes: Uint8Array) => {
    const written = writeAll(sink, bytes)
    written.catch(() => {})
    return written
  }
  for (let turn = 0; ; turn++) {
    const { bytesRead } = await reading
    if (bytesRead > 0) reading = source.read(buffers[(turn + 1) % 2]!, 0, CHUNK)
    const converted = convert(buffers[turn % 2]!.subarray(0, bytesRead), bytesRead === 0)
    await writing
    if (converted === null) {
      await reading
      throw new InputError(`「${file.name}」: ${file.encoding} に合わない文字があります。文字コードの指定を確かめてください。`)
    }
    if (converted.length > 0) writing = write(converted)
    if (bytesRead === 0) break
  }
  await writing
}

async function writeAll(sink: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; ) from += (await sink.write(bytes, from, bytes.length - from, null)).bytesWritten
}

function fromCp932(): Convert {
  const converter = new Cp932ToUtf8()
  const targets = [Buffer.allocUnsafe(CHUNK * 3 + 3), Buffer.allocUnsafe(CHUNK * 3 + 3)]
  let turn = 0
  return (chunk, isLast) => {
    if (isLast) return converter.isWhole ? new Uint8Array() : null
    const target = targets[turn++ % 2]!
    const length = converter.convert(chunk, target)
    return length < 0 ? null : target.subarray(0, length)
  }
}

function throughText(file: InputFile): Convert {
  const text = decoder(file.encoding)
  return (chunk, isLast) => {
    try {
      return Buffer.from(isLast ? text.decode() : text.decode(chunk, { stream: true }), 'utf8')
    } catch {
      return null // said by the caller, once
    }
  }
}
