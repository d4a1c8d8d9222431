/** Σ of digit × weight, the weights 2…7 repeating from the right. */
function weightedSum(digits: string): number {
  let sum = 0
  for (let n = 1; n <= digits.length; n++) sum += (digits.charCodeAt(digits.length - n) - 48) * (((n - 1) % 6) + 2)
  return sum
}

const modulus11 = (digits: string) => {
  const rest = weightedSum(digits) % 11
  return rest <= 1 ? 0 : 11 - rest
}

/** An individual number (個人番号) of 12 digits from its first 11. @source 平成26年総務省令第85号 第5条 */
export const individualNumber = (first11: string): string => first11 + modulus11(first11)

/** A resident record code (住民票コード) of 11 digits from its first 10, by the same modulus 11. */
export const residentCode = (first10: string): string => first10 + modulus11(first10)
