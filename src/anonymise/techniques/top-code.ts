import { coding } from './coding.ts'

/** top-code (トップコーディング): values above the limit become the limit, or values of the limit and above a label. */
export const topCode = coding('top', '{limit}以上')
