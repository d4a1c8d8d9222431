import { Transform } from 'node:stream'
import { InputError } from '../core/index.ts'
import { encodeCp932 } from '../intake/index.ts'

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
