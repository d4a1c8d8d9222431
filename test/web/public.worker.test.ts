// On workerd: what anybody and proposers see, the register, calls and proposals. One file, since each has to load the whole site into a Worker of its own.
import { describe } from 'vitest'
import { makeSite } from '../support/edge/site.ts'
import { callCases } from './calls.cases.ts'
import { consultationCases } from './consultations.cases.ts'
import { correctionCases } from './corrections.cases.ts'
import { draftCases } from './drafts.cases.ts'
import { importCases } from './import.cases.ts'
import { invitationCases } from './invitations.cases.ts'
import { jointCases } from './joint.cases.ts'
import { ledgerCases } from './ledger.cases.ts'
import { levelCases } from './levels.cases.ts'
import { paperCases } from './paper.cases.ts'
import { paperCases as paperCasesToo } from './papers.cases.ts'
import { preflightCases } from './preflight.cases.ts'
import { programmeCases } from './programmes.cases.ts'
import { proposalPaperCases } from './proposal-papers.cases.ts'
import { proposalCases } from './proposals.cases.ts'
import { questionCases } from './questions.cases.ts'
import { registerCases } from './register.cases.ts'
import { searchCases } from './search.cases.ts'
import { signInCases } from './sign-in.cases.ts'
import { yearlyCases } from './yearly.cases.ts'

describe('calls', () => callCases(makeSite))
describe('consultations', () => consultationCases(makeSite))
describe('corrections', () => correctionCases(makeSite))
describe('drafts', () => draftCases(makeSite))
describe('import', () => importCases(makeSite))
describe('invitations', () => invitationCases(makeSite))
describe('joint', () => jointCases(makeSite))
describe('ledger', () => ledgerCases(makeSite))
describe('levels', () => levelCases(makeSite))
describe('paper', () => paperCases(makeSite))
describe('papers', () => paperCasesToo(makeSite))
describe('preflight', () => preflightCases(makeSite))
describe('programmes', () => programmeCases(makeSite))
describe('proposal papers', () => proposalPaperCases(makeSite))
describe('proposals', () => proposalCases(makeSite))
describe('questions', () => questionCases(makeSite))
describe('register', () => registerCases(makeSite))
describe('search', () => searchCases(makeSite))
describe('sign-in', () => signInCases(makeSite))
describe('yearly', () => yearlyCases(makeSite))
