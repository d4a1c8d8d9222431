import { makeSite } from '../support/edge/site.ts'
import { secondUseCases } from './second-use.cases.ts'

secondUseCases(makeSite)
