export { myNumberCheckDigit } from './check-digits.ts'
export { CODE_NAMES, type CodeKind } from './kinds.ts'
export { type CodeFinding, scanColumn } from './scan.ts'
