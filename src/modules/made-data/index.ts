export { madeDataOfCases } from './service.ts'
