/** A stretch of text that stayed, came or went. */
export interface Stretch {
  kind: 'same' | 'gone' | 'new'
  text: string
}

const MOST_CELLS = 1_000_000

/** Words of a text, so that a difference never cuts one; every character of the text is in exactly one. */
const wordsOf = (text: string): string[] =>
  [...new Intl.Segmenter('ja', { granularity: 'word' }).segment(text)].map(({ segment }) => segment)

/**
 * What was taken out of a text and what was put in, by its longest common subsequence of words. Texts of more than a million
 * pairs of words are shown as replaced as a whole between what they begin and end with alike.
 */
export function stretches(before: string, after: string): Stretch[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let head = 0
  while (head < a.length && head < b.length && a[head] === b[head]) head++
  let tail = 0
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  const parts: Stretch[] = []
  const add = (kind: Stretch['kind'], text: string) => {
    const last = parts.at(-1)
    if (text === '') return
    if (last?.kind === kind) last.text += text
    else parts.push({ kind, text })
  }
  add('same', a.slice(0, head).join(''))
  middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), add)
  add('same', a.slice(a.length - tail).join(''))
  return parts
}

function middle(a: string[], b: string[], add: (kind: Stretch['kind'], text: string) => void): void {
  const width = b.length + 1
  if (a.length * width > MOST_CELLS) {
    add('gone', a.join(''))
    add('new', b.join(''))
    return
  }
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i] === b[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('same', a[i]!)
      i++
      j++
    } else if (j === b.length || (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) add('gone', a[i++]!)
    else add('new', b[j++]!)
  }
}
