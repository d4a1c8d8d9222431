import { makeSite } from '../support/site.ts'
import { bodiesCases } from './bodies.cases.ts'

bodiesCases(makeSite)
