/**
 * Characters that nobody types and nobody sees: controls but for tab and line ends, zero-width ones, and those that turn the
 * direction of writing. A text of them alone would count as filled and come out empty.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

const seen = (text: string): string => text.replaceAll(UNSEEN, '')

/** One text that a form sent, without what nobody can see; '' where it sent none, or a file. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? seen(value) : ''
}

/** The file that a form sent under this name; undefined where none was chosen. */
export function formFile(form: FormData, name: string): File | undefined {
  const value = form.get(name)
  return value !== null && typeof value !== 'string' && value.name !== '' ? value : undefined
}

/** All texts that a form sent, by name, of several the last, without what nobody can see; files are left out. */
export const formTexts = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, seen(value)]] : [])))

/** The same for a form that was read as a body. */
export const withoutUnseen = <Value>(body: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? (seen(value) as Value) : value]))
