import { describe, expect, it } from 'vitest'
import { ENGINES } from '../support/run-table.ts'
import { runCase, specCase } from '../support/spec-case.ts'

specCase('pseudonym: 32 letters a–p; null stays null', {
  table: `
    person | card
    -------+-----
         1 | 7
         2 | 8
         3 |
  `,
  recipe: { columns: { card: { class: 'linking-code', technique: 'pseudonym' } } },
  shaped: { card: [/^[a-p]{32}$/, /^[a-p]{32}$/, ''], person: [/^[a-p]{32}$/, /^[a-p]{32}$/, /^[a-p]{32}$/] },
})

const cards = {
  table: `
    person | card | friend | other
    -------+------+--------+------
         1 | 12   | １２   | 12
         2 | 12   | 13     | 14
         3 | 012  | 12     | 12
  `,
  recipe: {
    columns: {
      card: { class: 'linking-code', technique: 'pseudonym', domain: 'card' },
      friend: { class: 'linking-code', technique: 'pseudonym', domain: 'card' },
      other: { class: 'linking-code', technique: 'pseudonym' },
    },
  },
}

describe.each(ENGINES)('pseudonym on %s', (engine) => {
  const column = async (name: string, fill = 1) => {
    const { cells } = await runCase(cards, { engine, secret: new Uint8Array(32).fill(fill) })
    const [header, ...rows] = cells
    rows.sort((a, b) => a[0]!.localeCompare(b[0]!))
    return rows.map((row) => row[header!.indexOf(name)]!)
  }

  it('equal keys have equal pseudonyms, of any width; leading zeros count', async () => {
    const [one, two, three] = await column('card')
    expect(one).toBe(two)
    expect(three).not.toBe(one)
  })

  it('columns of one domain share pseudonyms, columns of two do not', async () => {
    const [card] = await column('card')
    const [friend, , third] = await column('friend')
    expect([friend, third]).toEqual([card, card])
    expect((await column('other'))[0]).not.toBe(card)
  })

  it('another secret, other pseudonyms', async () => {
    const first = new Set([...(await column('card')), ...(await column('person'))])
    for (const text of [...(await column('card', 2)), ...(await column('person', 2))]) expect(first).not.toContain(text)
  })
})

it('all engines give the same pseudonyms', async () => {
  const [memory, ...others] = await Promise.all(ENGINES.map((engine) => runCase(cards, { engine })))
  for (const other of others) expect(other.csv).toBe(memory!.csv)
})

specCase('pseudonym: an individual code is never replaced, only deleted', {
  table: `
    person | number
    -------+-------
         1 | 5
  `,
  recipe: { columns: { number: { class: 'individual-code', technique: 'pseudonym' } } },
  refuses: { error: 'RecipeError', says: ['columns.number.technique'] },
})
