export { knowProgramme, knowProgrammesOf } from './kept.ts'
