export { isOn as levelsAreOn, productsOf } from './service.ts'
