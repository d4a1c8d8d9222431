import { makeSite } from '../support/edge/site.ts'
import { signInCases } from './sign-in.cases.ts'

signInCases(makeSite)
