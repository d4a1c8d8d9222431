import { makeSite } from '../support/site.ts'
import { secondUseCases } from './second-use.cases.ts'

secondUseCases(makeSite)
