import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const RECORDS = 'docs/adr'
const index = readFileSync(join(RECORDS, 'README.md'), 'utf8')
const records = readdirSync(RECORDS).filter((file) => /^\d{4}-.*\.md$/.test(file))
const pages = ['README.md', ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((file) => join('docs', file))].filter(
  (file) => file.endsWith('.md'),
)

describe('the index of decisions', () => {
  it('names every record once', () => {
    expect(records.length).toBeGreaterThan(10)
    expect([...index.matchAll(/\]\((\d{4}-[^)]+)\)/g)].map((match) => match[1]!).sort()).toEqual([...records].sort())
  })

  it.each(records)('%s: its own number, its title in the index, a day and whether it is accepted', (file) => {
    const text = readFileSync(join(RECORDS, file), 'utf8')
    const [, number = file.slice(0, 4), title] = /^# (?:(\d{4}) )?(.+)$/m.exec(text)!
    expect(number).toBe(file.slice(0, 4))
    expect(index).toContain(`| [${number}](${file}) | ${title}`)
    expect(text.slice(0, 300)).toMatch(/20\d\d-\d\d-\d\d/)
    expect(text.slice(0, 300)).toMatch(/accepted|superseded/i)
  })
})

describe('the pages of the documentation', () => {
  it('name files and folders that are there', () => {
    const named = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/`((?:src|test|bench|scripts|docs|data-catalog|templates|drizzle|bin)\/[^`\s*<{…]+)`/g)].map(
        (match) => ({ page, path: match[1]! }),
      ),
    )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(({ path }) => !existsSync(path))).toEqual([])
  })

  it('link to what is there', () => {
    const links = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)/g)].map((match) => join(dirname(page), match[1]!)),
    )
    expect(links.length).toBeGreaterThan(0)
    expect(links.filter((link) => !existsSync(link))).toEqual([])
  })
})
