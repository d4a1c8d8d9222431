// Values stand in the filled template as numbered tokens and are put back after its lines were read, so that nothing a person
// wrote (a bar, a line break, "## ") can be taken for the line language. The marks are noncharacters: no text holds them for good.

const OPEN = '\uFDD0'
const CLOSE = '\uFDD1'

export class Values {
  private readonly texts: string[] = []

  /** The same data with every text replaced by its token; empty texts stay empty, so that {{#if}} works. */
  protect<T>(data: T): T {
    if (typeof data === 'string') return (data === '' ? '' : this.token(data)) as T
    if (Array.isArray(data)) return data.map((entry) => this.protect(entry)) as T
    if (typeof data === 'object' && data !== null)
      return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, this.protect(value)])) as T
    return data
  }

  token(text: string): string {
    this.texts.push(clean(text))
    return `${OPEN}${this.texts.length - 1}${CLOSE}`
  }

  /** The text with its tokens put back. */
  restore(text: string): string {
    return text.replaceAll(TOKEN, (_, index: string) => this.texts[Number(index)] ?? '')
  }
}

const TOKEN = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g')

/**
 * What XML cannot hold (control characters, halves of pairs, noncharacters) and what makes print differ from text (direction
 * marks) is left out; line ends become "\n".
 */
export const clean = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF\p{Cs}]/gu, '')
    .trim()
