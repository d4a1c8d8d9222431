import { makeSite } from '../support/edge/site.ts'
import { bodiesCases } from './bodies.cases.ts'

bodiesCases(makeSite)
