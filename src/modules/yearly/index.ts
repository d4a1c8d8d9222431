export { maySeeFigures } from './permissions.ts'
