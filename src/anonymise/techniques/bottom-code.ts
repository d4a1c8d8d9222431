import { coding } from './coding.ts'

/** bottom-code (ボトムコーディング): values below the limit become the limit, or values of the limit and below a label. */
export const bottomCode = coding('bottom', '{limit}以下')
