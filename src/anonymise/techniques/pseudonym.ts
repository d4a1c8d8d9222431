import type { Technique } from './technique.ts'

/**
 * pseudonym (仮ID): HMAC-SHA-256 of the normalised key under a subkey of the run secret and the domain; null stays null.
 * Same domain, same pseudonym: over files, years and columns.
 */
export const pseudonym: Technique<{ domain?: string }> = {
  name: 'pseudonym',
  lower: ({ domain }, context) => [{ node: 'pseudonym', domain: domain ?? context.domain }],
}
