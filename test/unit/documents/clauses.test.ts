import { describe, expect, it } from 'vitest'
import { CLAUSES, missingClauses, renderDocument } from '../../../src/documents/index.ts'
import { programmes } from '../../../src/programmes/index.ts'
import { PAPERS } from '../../support/papers.ts'

const contract = (one: ReturnType<typeof programmes>[number], over: object = {}) =>
  renderDocument(one, 'contract', { ...PAPERS.contract, clauses: { ...PAPERS.contract.clauses, ...over } }).model

describe('the 23 clauses of a contract', () => {
  it('are numbered, and named once', () => {
    expect(CLAUSES.map(({ no }) => no)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1))
    expect(new Set(CLAUSES.map(({ label }) => label)).size).toBe(23)
  })

  it.each(programmes().map((one) => [one.id, one] as const))('%s: the contract holds them', (_, one) => {
    expect(missingClauses(contract(one))).toEqual([])
    // Whether a body may agree on it is for the body to judge: it may leave it out.
    expect(missingClauses(contract(one, { penalty: false })).map(({ no }) => no)).toEqual([17])
    for (const onwardSupply of ['with-consent', 'with-publication'])
      expect(missingClauses(contract(one, { onwardSupply, outsourcing: 'prohibited', penalty: true }))).toEqual([])
    expect(missingClauses(contract(one, { penalty: true, antisocial: false })).map(({ no }) => no)).toEqual([21])
  })

  it('each is missed once the article or paragraph that holds it is taken out', () => {
    const model = contract(programmes()[0]!, { penalty: true })
    const missed = new Set<number>()
    for (const [i] of model.blocks.entries())
      for (const { no } of missingClauses({ ...model, blocks: model.blocks.filter((__, at) => at !== i) })) missed.add(no)
    expect([...missed].sort((a, b) => a - b)).toEqual(CLAUSES.map(({ no }) => no))
  })
})
