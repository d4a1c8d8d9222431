export { type AttackOptions, type AttackResult, attack, type Background } from './attack.ts'
export { type FileColumn, type FileTable, type Material, prepare } from './material.ts'
export type { SettledFacts } from './meanings.ts'
