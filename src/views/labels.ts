import type { Refusal, Role } from '../core/index.ts'
import { ACCOUNT_REFUSALS } from './labels/account.ts'
import { CALL_REFUSALS } from './labels/calls.ts'
import { CASE_REFUSALS } from './labels/case.ts'
import { CONSULTATION_REFUSALS } from './labels/consultations.ts'
import { CONTRACT_REFUSALS } from './labels/contracts.ts'
import { PROCESSING_REFUSALS } from './labels/processing.ts'
import { PROGRAMME_REFUSALS } from './labels/programmes.ts'
import { PROPOSAL_REFUSALS } from './labels/proposals.ts'
import { PROVISION_REFUSALS } from './labels/provision.ts'
import { REGISTER_REFUSALS } from './labels/register.ts'
import { SCREENING_REFUSALS } from './labels/screening.ts'

/** Japanese sentence of every refusal code: what, and how to mend it. A test holds that every code used has one. */
export const REFUSALS: Record<string, (facts: Record<string, string | number>) => string> = {
  required: () => '入力してください。',
  'too-long': ({ max }) => `${max}文字以内で入力してください。`,
  'not-a-number': () => '半角の数字で入力してください。',
  'not-a-date': () => '日付を入力してください（例 2026-04-01）。',
  ...ACCOUNT_REFUSALS,
  ...CALL_REFUSALS,
  ...CASE_REFUSALS,
  ...CONSULTATION_REFUSALS,
  ...REGISTER_REFUSALS,
  ...PROGRAMME_REFUSALS,
  ...PROPOSAL_REFUSALS,
  ...PROCESSING_REFUSALS,
  ...SCREENING_REFUSALS,
  ...CONTRACT_REFUSALS,
  ...PROVISION_REFUSALS,
}

export const sentence = (refusal: Refusal): string =>
  REFUSALS[refusal.code]?.(refusal.facts ?? {}) ?? `処理できませんでした（${refusal.code}）。`

export const ROLE_NAMES: Record<Role, string> = {
  proposer: '提案者',
  'department-officer': '所管課',
  'screening-officer': '審査担当',
  'contract-officer': '契約担当',
  processor: '加工担当',
  custodian: '保護管理者',
  auditor: '監査担当',
  administrator: '管理者',
  'panel-member': '審査委員',
}
