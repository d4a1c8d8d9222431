import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deriveByNode } from '../../../src/platform/node/password.ts'
import { ARGON2, deriveByNoble, passwordHasher } from '../../../src/platform/password.ts'

const random = (n: number) => new Uint8Array(randomBytes(n))

describe('passwords', () => {
  it('the same bytes by noble and by node:crypto', async () => {
    const message = new TextEncoder().encode('合言葉 passphrase')
    const salt = random(16)
    expect(await deriveByNoble(message, salt, ARGON2)).toEqual(await deriveByNode(message, salt, ARGON2))
  })
  it('a hash made on one runtime is checked on the other; width of letters does not matter', async () => {
    const stored = await passwordHasher(deriveByNode, random).hash('Ｓａｋｙｕ no 砂丘 12')
    expect(await passwordHasher(deriveByNoble, random).verify(stored, 'Sakyu no 砂丘 12')).toBe(true)
    expect(await passwordHasher(deriveByNoble, random).verify(stored, 'Sakyu no 砂丘 13')).toBe(false)
    expect(await passwordHasher(deriveByNode, random).verify('plain', 'plain')).toBe(false)
  })
})
