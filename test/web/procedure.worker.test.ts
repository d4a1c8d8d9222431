// On workerd: screening, contract, orders, hand-over and the desk. One file, since each has to load the whole site into a Worker of its own.
import { describe } from 'vitest'
import { makeSite } from '../support/edge/site.ts'
import { bodiesCases } from './bodies.cases.ts'
import { contractCases } from './contracts.cases.ts'
import { dutyCases } from './duties.cases.ts'
import { feeCases } from './fees.cases.ts'
import { handoverCases } from './handover.cases.ts'
import { meetingsCases } from './meetings.cases.ts'
import { orderCases } from './orders.cases.ts'
import { processingCases } from './processing.cases.ts'
import { provisionCases } from './provision.cases.ts'
import { screeningCases } from './screening.cases.ts'
import { secondUseCases } from './second-use.cases.ts'
import { termCases } from './terms.cases.ts'
import { waysCases } from './ways.cases.ts'

describe('bodies', () => bodiesCases(makeSite))
describe('contracts', () => contractCases(makeSite))
describe('duties', () => dutyCases(makeSite))
describe('fees', () => feeCases(makeSite))
describe('handover', () => handoverCases(makeSite))
describe('meetings', () => meetingsCases(makeSite))
describe('orders', () => orderCases(makeSite))
describe('processing', () => processingCases(makeSite))
describe('provision', () => provisionCases(makeSite))
describe('screening', () => screeningCases(makeSite))
describe('second-use', () => secondUseCases(makeSite))
describe('terms', () => termCases(makeSite))
describe('ways', () => waysCases(makeSite))
