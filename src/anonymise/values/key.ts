/**
 * A person's or household's key as it is counted and pseudonymised (rule A3): NFKC, outer blanks cut. Digits of any width
 * are one; leading zeros stay.
 */
export function normaliseKey(text: string): string {
  let plain = true
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 126 || code <= 32) {
      plain = false
      break
    }
  }
  return plain ? text : text.normalize('NFKC').trim()
}

/**
 * Keys that stand for "unknown": only zeros, or eight nines and more. Shorter nines are keys like others: numbered from 1,
 * a file of a hundred persons has a 99.
 */
export const isDummyKey = (key: string): boolean => /^(?:0+|9{8,})$/.test(key)
