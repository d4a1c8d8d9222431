import type { PasswordHasher } from '../../src/platform/ports.ts'

/**
 * The hasher of a site under test, which derives each password once: people sign in by the hundred here with the same few, and on
 * workerd each derivation takes 160 ms. What hashing does has tests of its own.
 */
export const rememberedPasswords = ({ hash, verify }: PasswordHasher): PasswordHasher => ({
  hash: (password) => remembered(hashes, password, () => hash(password)),
  verify: (stored, password) => remembered(verdicts, `${stored} ${password}`, () => verify(stored, password)),
})

// Of all sites of a test file.
const hashes = new Map<string, Promise<string>>()
const verdicts = new Map<string, Promise<boolean>>()

function remembered<T>(known: Map<string, Promise<T>>, key: string, derive: () => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? derive()
  known.set(key, answer)
  return answer
}
