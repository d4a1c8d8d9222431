/** 12345 → "12,345円". */
export const yen = (amount: number): string => `${amount.toLocaleString('ja-JP')}円`
