import { InputError } from '../core/index.ts'

export const ENCODINGS = ['utf-8', 'cp932', 'euc-jp'] as const
export type Encoding = (typeof ENCODINGS)[number]

/** WHATWG's shift_jis is CP932, with NEC's and IBM's characters. */
const LABELS: Record<Encoding, string> = { 'utf-8': 'utf-8', cp932: 'shift_jis', 'euc-jp': 'euc-jp' }

export const decoder = (encoding: Encoding): TextDecoder => new TextDecoder(LABELS[encoding], { fatal: true })

const HALF_WIDTH_KATAKANA = /[\uff61-\uff9f]/g

/**
 * CP932 or EUC-JP, told from the beginning of a file that is not UTF-8: the one that decodes; if both do, the one with fewer
 * half-width katakana, which is what EUC-JP looks like when read as CP932.
 */
export function japaneseEncoding(head: Uint8Array, isWhole: boolean): Encoding | undefined {
  const fitting = (['cp932', 'euc-jp'] as const).flatMap((encoding) => {
    try {
      const text = decoder(encoding).decode(head, { stream: !isWhole })
      return [{ encoding, odd: text.match(HALF_WIDTH_KATAKANA)?.length ?? 0 }]
    } catch {
      return [] // not this encoding: that is the answer
    }
  })
  return fitting.sort((a, b) => a.odd - b.odd)[0]?.encoding
}

/** Bytes that no text file holds, and that the shift_jis decoder would exchange among themselves. */
const CONTROL = [0x00, 0x1a, 0x1c, 0x7f]

export function refuseControl(chunk: Uint8Array, name: string): void {
  for (const byte of CONTROL)
    if (chunk.includes(byte))
      throw new InputError(
        `「${name}」: 制御文字（0x${byte.toString(16).padStart(2, '0')}）があります。文字のファイルとして書き出し直してください。`,
      )
}
