import { Transform } from 'node:stream'
import iconv from 'iconv-lite'
import { InputError } from '../core/index.ts'

/** Characters that CP932 has under another code point than JIS-minded tables; iconv-lite would write `?` for them. */
const SAME_IN_CP932: Record<string, string> = {
  '\u301c': '\uff5e',
  '\u2212': '\uff0d',
  '\u2016': '\u2225',
  '\u00a2': '\uffe0',
  '\u00a3': '\uffe1',
  '\u00ac': '\uffe2',
  '\u2014': '\u2015',
  '\u00a5': '\uffe5',
  '\u203e': '\uffe3',
  '\u00a0': ' ',
}
const ALTERNATIVES = new RegExp(`[${Object.keys(SAME_IN_CP932).join('')}]`, 'g')

/** Text as CP932 bytes; null if a character has no place in it. */
export function encodeCp932(text: string): Buffer | null {
  const known = text.replace(ALTERNATIVES, (character) => SAME_IN_CP932[character]!)
  const bytes = iconv.encode(known, 'cp932')
  return iconv.decode(bytes, 'cp932') === known ? bytes : null
}

/** UTF-8 bytes in, bytes of the wanted encoding out. @throws {InputError} in the stream, at a character that CP932 lacks */
export function encodeOutput(encoding: 'utf-8-bom' | 'cp932'): Transform {
  if (encoding === 'utf-8-bom') {
    let started = false
    return new Transform({
      transform(chunk: Buffer, _encoding, done) {
        const bytes = started ? chunk : Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), chunk])
        started = true
        done(null, bytes)
      },
    })
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const encode = (text: string): Buffer => {
    const bytes = encodeCp932(text)
    if (!bytes)
      throw new InputError('CP932 にない文字が結果にあります。output.encoding を "utf-8" にするか、その列の加工を見直してください')
    return bytes
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        done(null, encode(decoder.decode(chunk, { stream: true })))
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      try {
        done(null, encode(decoder.decode()))
      } catch (error) {
        done(error as Error)
      }
    },
  })
}
