export { knowLevels } from './document.ts'
export { isOn as levelsAreOn, levelsWaiting, productsOf } from './service.ts'
