import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const sakyu = (...args: string[]) => spawnSync('node', ['bin/sakyu.mjs', ...args], { encoding: 'utf8' })

describe('sakyu schema', () => {
  it.each([
    ['recipe', 'columns'],
    ['report', 'rule27'],
    ['programme', 'states'],
  ])('%s prints a JSON Schema on stdout', (name, key) => {
    const { status, stdout, stderr } = sakyu('schema', name)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const schema = JSON.parse(stdout)
    expect(schema.$schema).toContain('2020-12')
    expect(Object.keys(schema.properties)).toContain(key)
  })

  it.each([[[]], [['vault']], [['recipe', 'report']], [['__proto__']]])('%j is refused with one message', (args) => {
    const { status, stdout, stderr } = sakyu('schema', ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('「recipe」「report」「programme」')
  })
})
