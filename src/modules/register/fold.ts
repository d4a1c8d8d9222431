// Text as the search compares it, and the way back from a found word to the text as written.

/** What a reader sees as one letter: a mark of voice belongs to the kana before it, also in half width. */
const LETTERS = /[\s\S][\p{M}\uFF9E\uFF9F]*/gu

/** One width, one case, and hiragana for katakana: ＡＢＣ, abc and Abc are one word, ｸﾙﾏ, クルマ and くるま too. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[\u30A1-\u30F6\u30FD\u30FE]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))

/** Runs of letters and digits, folded; whatever stands between them parts words. */
export const foldedRuns = (text: string): string[] => fold(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** The words of a query: every one must occur. At most ten of a hundred letters, so that a long paste stays one cheap query. */
export const searchWords = (query: string): string[] => [
  ...new Set(
    foldedRuns(query)
      .slice(0, 10)
      .map((word) => [...word].slice(0, 100).join('')),
  ),
]

/** A text in pieces, those that a search found marked. Joined they are the text. */
export interface Piece {
  text: string
  found: boolean
}

/** Marks the words of a query in a text as it was written, wherever its folded form holds them. */
export function findPieces(text: string, words: readonly string[]): Piece[] {
  const letters = text.match(LETTERS) ?? []
  // Folding may make several letters of one (㍿) or none; each folded unit remembers which letter it came from.
  let folded = ''
  const from: number[] = []
  for (const [i, letter] of letters.entries()) {
    const unit = fold(letter)
    folded += unit
    for (let k = 0; k < unit.length; k++) from.push(i)
  }
  const found = new Array<boolean>(letters.length).fill(false)
  for (const word of words)
    for (let at = folded.indexOf(word); word !== '' && at !== -1; at = folded.indexOf(word, at + 1))
      for (let k = at; k < at + word.length; k++) found[from[k]!] = true
  const pieces: Piece[] = []
  for (const [i, letter] of letters.entries()) {
    const last = pieces.at(-1)
    if (last && last.found === found[i]) last.text += letter
    else pieces.push({ text: letter, found: found[i]! })
  }
  return pieces
}

/** The stretch of a long text around the first found word, at most `length` letters, with … where it was cut. */
export function excerpt(pieces: readonly Piece[], length: number): Piece[] {
  const letters = pieces.flatMap(({ text, found }) => [...text].map((letter) => ({ letter, found })))
  if (letters.length <= length) return [...pieces]
  const first = Math.max(
    0,
    letters.findIndex(({ found }) => found),
  )
  const start = Math.max(0, Math.min(first - Math.floor(length / 3), letters.length - length))
  const cut: Piece[] = []
  for (const { letter, found } of letters.slice(start, start + length)) {
    const last = cut.at(-1)
    if (last && last.found === found) last.text += letter
    else cut.push({ text: letter, found })
  }
  const ellipsis = { text: '…', found: false }
  return [...(start > 0 ? [ellipsis] : []), ...cut, ...(start + length < letters.length ? [ellipsis] : [])]
}
