export { crowdsOf } from './crowds.ts'
export { periodOutlook } from './period.ts'
export { FEW } from './rules.ts'
