import { describe, expect, it } from 'vitest'
import { formFile, formText, formTexts } from '../../../src/core/index.ts'

const form = (fields: Record<string, string | File>) => {
  const made = new FormData()
  for (const [name, value] of Object.entries(fields)) made.append(name, value)
  return made
}

describe('the texts of a form', () => {
  it.each([
    ['what nobody can see', '\u0000\u200b\u202e', ''],
    ['a name copied with a mark of direction', '\u202a提案者A\u202c', '提案者A'],
    ['line ends and tabs', '一\r\n二\t三', '一\r\n二\t三'],
    ['a character of a name with its variant', '葛\u{e0100}城', '葛\u{e0100}城'],
  ])('%s', (_, sent, read) => {
    expect(formText(form({ a: sent }), 'a')).toBe(read)
    expect(formTexts(form({ a: sent }))).toEqual({ a: read })
  })

  it('is empty where there is none, or a file', () => {
    expect(formText(form({}), 'a')).toBe('')
    expect(formText(form({ a: new File(['x'], 'x.txt') }), 'a')).toBe('')
    expect(formTexts(form({ a: new File(['x'], 'x.txt') }))).toEqual({})
  })

  it('has a file where one was chosen', () => {
    const sent = form({ file: new File(['bytes'], 'a.pdf'), none: new File([], ''), text: 'a.pdf' })
    expect(formFile(sent, 'file')?.name).toBe('a.pdf')
    for (const name of ['none', 'text', 'missing']) expect(formFile(sent, name)).toBeUndefined()
  })
})
