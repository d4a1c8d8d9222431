import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { programmes } from '../../../src/programmes/index.ts'
import { eventName, MACHINE_CHECKS_SEEN, REFUSALS } from '../../../src/views/index.ts'

const SRC = 'src'
const sources = (readdirSync(SRC, { recursive: true, encoding: 'utf8' }) as string[])
  .filter((file) => /^(modules|auth|programmes|audit)\/.*\.tsx?$/.test(file.replaceAll('\\', '/')))
  .map((file) => [file, readFileSync(join(SRC, file), 'utf8')] as const)

const all = (pattern: RegExp) => new Set(sources.flatMap(([, text]) => [...text.matchAll(pattern)].map((match) => match[1]!)))

describe('labels', () => {
  it('have a Japanese sentence for every refusal code that a room gives', () => {
    const codes = [...all(/\bcode: '([a-z-]+)'/g)]
    expect(codes.length).toBeGreaterThan(40)
    expect(codes.filter((code) => !(code in REFUSALS) && !RUNNER_ONLY.has(code))).toEqual([])
  })

  it('have a sentence for everything that the machine can see', () => {
    const codes = [...all(/seen\('(?:passed|attention|failed)', '([a-z-]+)'/g)]
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter((code) => !(code in MACHINE_CHECKS_SEEN))).toEqual([])
    const refusing = [...all(/seen\('failed', '([a-z-]+)'/g)]
    expect(refusing.filter((code) => !(code in REFUSALS))).toEqual([])
  })

  it('are not given twice in different rooms', () => {
    const folder = 'src/views/labels'
    const given = readdirSync(folder).flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      const refusals = /_REFUSALS: Sentences = \{([\s\S]*?)\n\}/.exec(text)?.[1] ?? ''
      return [...refusals.matchAll(/^ {2}'?([a-z-]+)'?: \(/gm)].map((match) => match[1]!)
    })
    expect(given.filter((code, i) => given.indexOf(code) !== i)).toEqual([])
  })

  it('name every event of every programme and of every log entry', () => {
    const events = new Set(programmes().flatMap(({ transitions }) => transitions.map(({ event }) => event)))
    for (const type of all(/\btype: '([a-z-]+)',\s*(?:subject|facts)/g)) events.add(type)
    for (const type of all(/\btype: given\.content \? '([a-z-]+)'/g)) events.add(type)
    expect(events.size).toBeGreaterThan(20)
    expect([...events].filter((event) => eventName(event) === event)).toEqual([])
  })
})

/** Answers to a runner, which reads codes. */
const RUNNER_ONLY = new Set(['unknown-runner', 'claim-lost', 'changed-on-the-way', 'not-a-report', 'recipe-changed', 'not-found', 'fault'])
