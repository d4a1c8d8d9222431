/** A kind of file that may be attached. */
export interface FileType {
  mediaType: string
  extensions: string[]
}

const PDF = { mediaType: 'application/pdf', extensions: ['pdf'] }
const PNG = { mediaType: 'image/png', extensions: ['png'] }
const JPEG = { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'] }
const DOCX = { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extensions: ['docx'] }
const XLSX = { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extensions: ['xlsx'] }
const CSV = { mediaType: 'text/csv', extensions: ['csv'] }
const TXT = { mediaType: 'text/plain', extensions: ['txt'] }

/** For a file input's `accept`. */
export const ACCEPTED = [PDF, PNG, JPEG, DOCX, XLSX, CSV, TXT]
  .flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`))
  .join(',')

const startsWith = (bytes: Uint8Array, signature: number[]) => signature.every((byte, i) => bytes[i] === byte)

/**
 * What a file is by its own bytes; its name only tells apart what bytes cannot (CSV and plain text) and must agree with them.
 * undefined: not one of the kinds that are taken.
 */
export function sniff(bytes: Uint8Array, fileName: string): FileType | undefined {
  const extension = /\.([^.]+)$/.exec(fileName.toLowerCase())?.[1] ?? ''
  const found = byBytes(bytes, extension)
  return found?.extensions.includes(extension) ? found : undefined
}

function byBytes(bytes: Uint8Array, extension: string): FileType | undefined {
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return PDF
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return PNG
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return JPEG
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    const names = zipNames(bytes)
    // Macros make another kind of file, whatever it is called.
    if (!names?.has('[Content_Types].xml') || [...names].some((name) => name.endsWith('vbaProject.bin'))) return undefined
    return names.has('word/document.xml') ? DOCX : names.has('xl/workbook.xml') ? XLSX : undefined
  }
  if (isText(bytes)) return extension === 'csv' ? CSV : TXT
  return undefined
}

/** Names in a zip's central directory; undefined if it has none. @source PKWARE APPNOTE 4.3.12, 4.3.16 */
function zipNames(bytes: Uint8Array): Set<string> | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const END = 22
  let at = bytes.length - END
  const stop = Math.max(0, at - 0xffff)
  while (at >= stop && view.getUint32(at, true) !== 0x06054b50) at--
  if (at < stop) return undefined
  const names = new Set<string>()
  const count = view.getUint16(at + 10, true)
  let entry = view.getUint32(at + 16, true)
  for (let i = 0; i < count; i++) {
    if (entry + 46 > bytes.length || view.getUint32(entry, true) !== 0x02014b50) return undefined
    const length = view.getUint16(entry + 28, true)
    names.add(new TextDecoder().decode(bytes.subarray(entry + 46, entry + 46 + length)))
    entry += 46 + length + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true)
  }
  return names
}

/** UTF-8 or CP932 text: no control characters but tabs and line ends. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false
  return ['utf-8', 'shift_jis'].some((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes)
      return true
    } catch {
      return false // not this encoding
    }
  })
}

/** The name alone, without folders, control characters or direction marks; at most 120 characters, its ending kept. */
export function plainFileName(given: string): string {
  const name = (given.split(/[\\/]/).at(-1) ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
  const letters = [...name]
  if (letters.length <= 120) return name
  const ending = /\.[^.]{1,8}$/.exec(name)?.[0] ?? ''
  return letters.slice(0, 120 - ending.length).join('') + ending
}
