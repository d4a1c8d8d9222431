export { isOn as levelsAreOn, levelsWaiting, productsOf } from './service.ts'
