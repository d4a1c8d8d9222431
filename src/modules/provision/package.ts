import { sha256 } from '@noble/hashes/sha2.js'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { hex } from '../../core/index.ts'

export interface PackedFile {
  name: string
  bytes: Uint8Array
}

const LIST = 'SHA256SUMS.txt'
const CHUNK = 1024 * 1024
const COMPRESSED = /\.(parquet|docx|zip)$/

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
export const digestOf = (bytes: Uint8Array): string => hex(sha256(bytes))

/** The list that `sha256sum -c` reads. */
const listOf = (files: readonly PackedFile[]): PackedFile => ({
  name: LIST,
  bytes: encode(files.map(({ name, bytes }) => `${digestOf(bytes)}  ${name}\n`).join('')),
})

/**
 * One zip of the files and the list of their SHA-256. Deflating yields between chunks, so that other requests go on.
 *
 * @param at - time stamp of every entry: the same files give the same bytes
 */
export async function zipFiles(files: readonly PackedFile[], at: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let failure: Error | undefined
  const zip = new Zip((error, part) => {
    if (error) failure = error
    else parts.push(part)
  })
  for (const { name, bytes } of [...files, listOf(files)]) {
    const entry = COMPRESSED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    entry.mtime = at
    zip.add(entry)
    for (let from = 0; from < bytes.length || from === 0; from += CHUNK) {
      entry.push(bytes.subarray(from, from + CHUNK), from + CHUNK >= bytes.length)
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }
  zip.end()
  if (failure) throw failure
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
