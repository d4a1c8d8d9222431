import { eraDate, yen } from '../core/index.ts'

/** What a template may call; it knows no rules and no arithmetic. */
export const HELPER_NAMES = ['day', 'moment', 'yen', 'count', 'cite', 'under', 'is'] as const

type Helper = (...given: never[]) => unknown

/**
 * The helpers for one paper.
 *
 * @param names - short names of the laws and their full ones: 法 → 個人情報の保護に関する法律
 * @param plain - the text behind a value's token
 */
export function helpers(
  names: Readonly<Record<string, string>>,
  plain: (value: string) => string,
): Record<(typeof HELPER_NAMES)[number], Helper> {
  const short = new RegExp(`(?<!同)(${Object.keys(names).join('|')})(?=第)`, 'g') // 同法 stays as it is
  const cite = (citation: string) => citation.replaceAll(short, (name) => names[name] ?? name)
  return {
    /** 令和8年4月1日 */
    day: (date: string) => eraDate(plain(date)),
    /** 令和8年4月1日 午前9時30分 */
    moment: (dateTime: string) => {
      const [date = '', time = ''] = plain(dateTime).split(' ')
      const [hour = 0, minute = 0] = time.split(':').map(Number)
      return time === '' ? eraDate(date) : `${eraDate(date)} ${hour < 12 ? '午前' : '午後'}${hour % 12}時${minute}分`
    },
    yen,
    count: (n: number) => n.toLocaleString('ja-JP'),
    /** 個人情報の保護に関する法律第115条 */
    cite,
    /** "…の規定により、", or nothing where no article is confirmed */
    under: (citation: string | null) => (citation === null ? '' : `${cite(citation)}の規定により、`),
    is: (value: string, other: string) => plain(value) === other,
  }
}
