import { myNumberCheckDigit } from '../../anonymise/index.ts'
import type { Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { textsOf } from './file-text.ts'
import type { SentFile } from './rules.ts'

/** Where somebody says that no My Number is to be seen in the papers of a kind. */
export const maskedField = (kind: string) => `masked-${kind}`

// Twelve digits, together or in fours; not a piece of something longer, such as the numbers of cards and companies.
const TWELVE = /(?<!\d)(?<!\d-)(?<!\d{4} )(\d{4})([ -]?)(\d{4})\2(\d{4})(?!\d)(?!-\d)(?! \d{4}(?!\d))/g

/** Whether a text holds twelve digits that could be somebody's My Number (個人番号), by its check digit. */
export function holdsMyNumber(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[‐-―−ー]/g, '-')
    .replaceAll(/[\t\u00a0]/g, ' ')
  return [...plain.matchAll(TWELVE)].some(([, a = '', , b = '', c = '']) => {
    const digits = a + b + c
    const isOne = !/^(\d)\1*$/.test(digits)
    return isOne && myNumberCheckDigit((i) => Number(digits[i])) === Number(digits[11])
  })
}

/**
 * Why a paper of identity may not be kept as it is: nobody said that the My Number is covered, or it can be read in it.
 *
 * @source 番号法: a My Number is not to be collected where the law does not ask for it
 */
export function maskProblem(programme: Programme, file: SentFile, mediaType: string): Refusal | undefined {
  if (!programme.attachments.some(({ id, masks }) => id === file.kind && masks)) return undefined
  if (!file.masked) return { code: 'not-masked', field: maskedField(file.kind) }
  return textsOf(file.bytes, mediaType).some(holdsMyNumber) ? { code: 'my-number-shown', facts: { file: file.name } } : undefined
}
