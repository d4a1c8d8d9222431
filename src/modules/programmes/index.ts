export { howBodyDecides } from './body-words.ts'
export { knowProgramme, knowProgrammesOf, newestOfEach } from './kept.ts'
