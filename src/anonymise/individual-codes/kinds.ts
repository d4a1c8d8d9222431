/** Individual codes (個人識別符号) that are found by content. @source 個人情報の保護に関する法律施行令 第1条; 施行規則 第3条・第4条 */
export const CODE_KINDS = [
  'my-number',
  'resident-code',
  'basic-pension-number',
  'driving-licence-number',
  'passport-number',
  'insured-number',
  'residence-card-number',
] as const
export type CodeKind = (typeof CODE_KINDS)[number]

/** The name that people know. */
export const CODE_NAMES: Record<CodeKind, string> = {
  'my-number': '個人番号（マイナンバー）',
  'resident-code': '住民票コード',
  'basic-pension-number': '基礎年金番号',
  'driving-licence-number': '運転免許証番号',
  'passport-number': '旅券番号',
  'insured-number': '被保険者番号',
  'residence-card-number': '在留カード番号',
}

/** Headers that tell the code; for codes without a check digit they are what makes a few matches count. */
export const TELLING_HEADERS: Record<CodeKind, RegExp> = {
  'my-number': /個人番号|マイナンバー|my\s*number/i,
  'resident-code': /住民票コード/,
  'basic-pension-number': /基礎年金番号|年金番号/,
  'driving-licence-number': /免許証?番号|免許情報記録番号/,
  'passport-number': /旅券|パスポート|passport/i,
  'insured-number': /被保険者.*番号|保険証.*番号|保険者番号|記号番号/,
  'residence-card-number': /在留カード|特別永住者証明書/,
}

/** Shapes of the codes without a check digit, after NFKC and without hyphens and blanks. */
export const SHAPES: Record<Exclude<CodeKind, 'my-number' | 'resident-code'>, RegExp> = {
  'basic-pension-number': /^\d{10}$/,
  'driving-licence-number': /^\d{12}$/,
  'passport-number': /^[A-Z]{2}\d{7}$/,
  'insured-number': /^\d{8,10}$/,
  'residence-card-number': /^[A-Z]{2}\d{8}[A-Z]{2}$/,
}
