import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Every rule that the library must hold, and those of attacks (I5). */
const RULES = [
  ...['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8'],
  ...['B1', 'B2', 'B3', 'B4', 'C1', 'C2', 'C3', 'C4', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7'],
  ...['E1', 'E2'],
  ...['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'G1', 'G2', 'G3', 'G4', 'H1', 'I5'],
]

const rows = readFileSync('docs/reference/privacy-rules.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]\d \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, rule, holds, code, tests]) => ({ rule: rule!, holds: holds!, code: pathsOf(code!), tests: pathsOf(tests!) }))

function pathsOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)
}

/** Titles of tests and of what gathers them: the first text of a call that is named as one of them, plain or by table. */
const titlesOf = (source: string): string[] =>
  [...source.matchAll(/\b(?:it|test|describe|specCase)(?:\.each\([\s\S]*?\))?\s*\(\s*(['"`])((?:(?!\1).)*)\1/g)]
    .map((match) => match[2]!)
    .concat([...source.matchAll(/\]\)\(\s*(['"`])((?:(?!\1).)*)\1/g)].map((match) => match[2]!))

describe('the page of privacy rules', () => {
  it('has every rule once, in order, each with words, code and tests', () => {
    expect(rows.map(({ rule }) => rule)).toEqual(RULES)
    for (const { rule, holds, code, tests } of rows) {
      expect(`${rule}: ${holds.length > 30}`).toBe(`${rule}: true`)
      expect(`${rule}: ${code.length > 0 && tests.length > 0}`).toBe(`${rule}: true`)
    }
  })

  it.each(rows)('$rule: each file is there, and each test names the rule', ({ rule, code, tests }) => {
    for (const path of [...code, ...tests]) expect(`${path} ${existsSync(path)}`).toBe(`${path} true`)
    for (const path of tests) {
      const named = titlesOf(readFileSync(path, 'utf8')).some((title) => new RegExp(`\\b${rule}\\b`).test(title))
      expect(`${path} ${named}`).toBe(`${path} true`)
    }
  })
})
