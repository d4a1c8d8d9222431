export { crowdsOf } from './crowds.ts'
