import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { encryptTo } from '../../../../src/modules/provision/encryption.ts'
import { digestOf, zipFiles } from '../../../../src/modules/provision/package.ts'

const AT = Date.parse('2026-06-01T10:00:00+09:00')
const bytes = (text: string) => new TextEncoder().encode(text)
const read = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer())

describe('the package', () => {
  it('holds every file unchanged, with a list of hashes; larger than one chunk too', async () => {
    const big = new Uint8Array(2_500_000).map((_, i) => (i * 7919) % 251)
    const files = [
      { name: 'data.csv', bytes: big },
      { name: 'empty.txt', bytes: new Uint8Array() },
      { name: 'paper.docx', bytes: bytes('PK') },
    ]
    const inside = unzipSync(await zipFiles(files, AT))
    expect(Object.keys(inside)).toEqual(['data.csv', 'empty.txt', 'paper.docx', 'SHA256SUMS.txt'])
    for (const { name, bytes: content } of files) expect(digestOf(inside[name]!)).toBe(digestOf(content))
    expect(strFromU8(inside['SHA256SUMS.txt']!)).toBe(files.map(({ name, bytes: content }) => `${digestOf(content)}  ${name}\n`).join(''))
  })

  it('is the same for the same files', async () => {
    const files = [{ name: 'data.csv', bytes: bytes('a\n1\n') }]
    expect(digestOf(await zipFiles(files, AT))).toBe(digestOf(await zipFiles(files, AT)))
  })

  it('opens with the standard tools: unzip and sha256sum', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sakyu-package-'))
    try {
      writeFileSync(join(folder, 'p.zip'), await zipFiles([{ name: 'data.csv', bytes: bytes('a\n1\n') }], AT))
      try {
        execFileSync('unzip', ['-q', 'p.zip'], { cwd: folder })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        execFileSync('python3', ['-c', 'import zipfile; zipfile.ZipFile("p.zip").extractall()'], { cwd: folder })
      }
      expect(readFileSync(join(folder, 'data.csv'), 'utf8')).toBe('a\n1\n')
      expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS.txt'], { cwd: folder, encoding: 'utf8' })).toContain('data.csv: OK')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('encryption to the recipient', () => {
  const secret = bytes('宛名番号,金額\naaaa,100\n'.repeat(10_000))

  it('is age: opened by the key it was made for, and by no other', async () => {
    const [mine, other] = [await generateX25519Identity(), await generateX25519Identity()]
    const sealed = await read(await encryptTo({ recipientKind: 'public-key', recipientKey: await identityToRecipient(mine) }, '', secret))
    expect(new TextDecoder().decode(sealed.subarray(0, 22))).toBe('age-encryption.org/v1\n')
    const opened = new Decrypter()
    opened.addIdentity(mine)
    expect(digestOf(await opened.decrypt(sealed))).toBe(digestOf(secret))
    const wrong = new Decrypter()
    wrong.addIdentity(other)
    await expect(wrong.decrypt(sealed)).rejects.toThrow()
  })

  it('by passphrase: opened by it alone, and any changed byte is found', async () => {
    const sealed = await read(await encryptTo({ recipientKind: 'passphrase', recipientKey: null }, 'nagai aikotoba wo', secret))
    const opened = new Decrypter()
    opened.addPassphrase('nagai aikotoba wo')
    expect(digestOf(await opened.decrypt(sealed))).toBe(digestOf(secret))
    const wrong = new Decrypter()
    wrong.addPassphrase('nagai aikotoba wa')
    await expect(wrong.decrypt(sealed)).rejects.toThrow()
    sealed[sealed.length - 1]! ^= 1
    const again = new Decrypter()
    again.addPassphrase('nagai aikotoba wo')
    await expect(again.decrypt(sealed)).rejects.toThrow()
  })
})
