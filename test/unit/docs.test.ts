import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recipeSchema } from '../../src/anonymise/recipe-schema.ts'

const RECORDS = 'docs/adr'
const records = readdirSync(RECORDS).filter((file) => /^\d{4}-.*\.md$/.test(file))
const pages = ['README.md', ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((file) => join('docs', file))].filter(
  (file) => file.endsWith('.md'),
)

describe('the records of decisions', () => {
  it.each(records)('%s: its own number, a title, a day and whether it is accepted', (file) => {
    const [first, ...rest] = readFileSync(join(RECORDS, file), 'utf8').split('\n')
    expect(first).toMatch(new RegExp(`^# (${file.slice(0, 4)} (?!\\d{4} )|(?!\\d{4} )).+`))
    expect(rest.slice(0, 5).join('\n')).toMatch(/20\d\d-\d\d-\d\d/)
    expect(rest.slice(0, 5).join('\n')).toMatch(/accepted|superseded/i)
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

describe('the reference of the recipe', () => {
  it('has a table for each group of keys', () => {
    const page = readFileSync('docs/reference/recipe.md', 'utf8')
    const { properties } = recipeSchema() as { properties: Record<string, { type?: string; properties?: Record<string, unknown> }> }
    const groups = Object.entries(properties).filter(([, { properties }]) => properties !== undefined)
    expect(groups.map(([name]) => name)).toContain('search')
    for (const [name, { properties }] of groups)
      for (const key of Object.keys(properties!)) {
        const section = page.split(`\n## \`${name}\`\n`)[1]?.split('\n## ')[0]
        expect(section, name).toContain(`| \`${key}\` |`)
      }
  })
})
