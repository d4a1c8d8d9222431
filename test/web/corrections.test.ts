import { makeSite } from '../support/site.ts'
import { correctionCases } from './corrections.cases.ts'

correctionCases(makeSite)
