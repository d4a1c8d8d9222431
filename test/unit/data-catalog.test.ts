import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'

// JSON takes the last of two equal keys without a word; what stands first would be law that nobody reads.
describe('documents of data-catalog', () => {
  const documents = globSync('data-catalog/**/*.json')
  it('are there', () => expect(documents.length).toBeGreaterThan(20))
  it.each(documents)('%s names no key twice', (path) => {
    const { errors } = parseDocument(readFileSync(path, 'utf8'), { uniqueKeys: true })
    expect(errors.map(({ message }) => message)).toEqual([])
  })
})
