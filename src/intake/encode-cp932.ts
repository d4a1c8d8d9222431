import iconv from 'iconv-lite'

/** iconv-lite writes `?` for these; CP932 as Windows writes it has them under the character on the right. */
const WINDOWS: Record<string, string> = {
  '\u301c': '\uff5e',
  '\u2212': '\uff0d',
  '\u2016': '\u2225',
  '\u00a2': '\uffe0',
  '\u00a3': '\uffe1',
  '\u00ac': '\uffe2',
  '\u2014': '\u2015',
  '\u00a5': '\uffe5',
  '\u203e': '\uffe3',
  '\u00a0': ' ',
}
const TO_WINDOWS = new RegExp(`[${Object.keys(WINDOWS).join('')}]`, 'g')
const QUESTION_MARK = 0x3f

/** Text as CP932 bytes; null if it holds a character that CP932 lacks. */
export function encodeCp932(text: string): Buffer | null {
  const bytes = iconv.encode(
    text.replace(TO_WINDOWS, (character) => WINDOWS[character]!),
    'cp932',
  )
  // A character that cannot be written became '?', which is never a second byte in CP932: so counting tells.
  let marks = 0
  for (let at = bytes.indexOf(QUESTION_MARK); at >= 0; at = bytes.indexOf(QUESTION_MARK, at + 1)) marks++
  return marks === text.split('?').length - 1 ? bytes : null
}
