export { howBodyDecides } from './body-words.ts'
export { knowProgramme, knowProgrammesOf } from './kept.ts'
