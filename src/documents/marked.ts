import { type EditedPaper, reword } from './edits.ts'
import { MARKS } from './preview.tsx'
import { stretches } from './stretches.ts'

/** The paper with what officials took out and put in. */
export const markedPaper = ({ model, edits }: EditedPaper) =>
  reword(model, ({ id, text }) => {
    const edit = edits.find(({ place }) => place === id)
    if (!edit) return text
    return stretches(text, edit.now)
      .map(({ kind, text: stretch }) => {
        if (kind === 'same') return stretch
        const [open, close] = MARKS[kind]
        return stretch
          .split('\n')
          .map((line) => `${open}${line}${close}`)
          .join('\n')
      })
      .join('')
  })

const SHORT_ROW = 38 // characters of a row of the text area

/** Rows of the text area; undefined for a text of one short line. */
export const rowsOf = (text: string): number | undefined => {
  const rows = text.split('\n').reduce((sum, line) => sum + Math.ceil(([...line].length + 1) / SHORT_ROW), 0)
  return rows > 1 ? Math.min(14, rows + 1) : undefined
}
