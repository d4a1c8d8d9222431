/**
 * The check digit of a My Number (個人番号) for its first eleven digits.
 * Σ P(n)·Q(n) with Q(n) = n + 1 for n = 1…6 and n − 5 for n = 7…11, n counted from the right; 11 − (sum mod 11), 0 if that is 10 or 11.
 *
 * @param digit - the i-th digit from the left, 0 … 10
 * @source 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令 第5条
 */
export function myNumberCheckDigit(digit: (i: number) => number): number {
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += digit(11 - n) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return rest <= 1 ? 0 : 11 - rest
}

/**
 * The check digit of a 住民票コード for its first ten digits: the same weights over ten digits, modulus 11.
 *
 * @param digit - the i-th digit from the left, 0 … 9
 * @source 住民基本台帳法施行規則 第1条 (modulus 11; the weights are those in general use for it)
 */
export function residentCodeCheckDigit(digit: (i: number) => number): number {
  let sum = 0
  for (let n = 1; n <= 10; n++) sum += digit(10 - n) * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return rest <= 1 ? 0 : 11 - rest
}
