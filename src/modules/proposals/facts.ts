import { eraDate, isIsoDate } from '../../core/index.ts'
import type { Programme, ProposalItem } from '../../programmes/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import type { ProposalContent } from './content.ts'
import { FORMATS, fieldsOf, fineField, mediumOf, wantableItems, wantField } from './fields.ts'

/** Somebody with name and address; a person has no representative. */
export interface Party {
  name: string
  address: string
  representative: string | null
}

/** What a proposal says, read off its answers; texts are empty where nothing was written. */
export interface ProposalFacts {
  /** who proposes, who proposes together with him, and who acts for them */
  party: Party & { agent: Party | null; joint: Party[] }
  partyKind: 'person' | 'body'
  contact: string
  /** null until a number is given */
  persons: number | null
  /** recorded items wanted and how fine */
  wanted: { no: number; name: string; granularity: string }[]
  records: string
  purpose: string
  use: string
  business: string
  period: { from: string; to: string; reason: string }
  /** one text for each of the four sides that was answered: "組織の面：…" */
  measures: string[]
  provision: { method: string; format: string }
}

export function factsOf(programme: Programme, content: ProposalContent, entry: RegisterEntry): ProposalFacts {
  const { answers } = content
  const at = (name: string) => answers[name]?.trim() ?? ''
  const partyAt = (part: string): Party => ({
    name: at(`${part}-name`),
    address: at(`${part}-address`),
    representative: at(`${part}-representative`) || null,
  })
  const format = FORMATS.find(({ value }) => value === at('provision-format'))
  return {
    party: { ...partyAt('party'), agent: at('party-agent') === 'yes' ? partyAt('party-agent') : null, joint: content.joint ?? [] },
    partyKind: at('party-kind') === 'person' ? 'person' : 'body',
    contact: at('party-contact'),
    persons: content.persons ?? content.made?.persons ?? null,
    wanted: wantableItems(entry.content.items)
      .filter(({ no }) => at(wantField(no)) === 'yes')
      .map(({ no, name }) => ({ no, name, granularity: at(fineField(no)) })),
    records: at('method-records'),
    purpose: at('purpose-purpose'),
    use: at('purpose-use'),
    business: at('purpose-business'),
    period: { from: at('period-from'), to: at('period-to'), reason: at('period-reason') },
    measures: fieldsOf({ kind: 'measures' }, answers, [])
      .map(({ name, label }) => [label, at(name)] as const)
      .filter(([, text]) => text !== '')
      .map(([label, text]) => `${label}：${text}`),
    provision: { method: mediumOf(programme, content), format: format?.label ?? '' },
  }
}

/** Somebody on one line: name, representative, address. */
export const partyLine = ({ name, address, representative }: Party): string => [name, representative, address].filter(Boolean).join('　')

const agentRows = (agent: Party | null): [string, string][] => (agent === null ? [] : [['代理人', partyLine(agent)]])

/** A day as people read it; what is no date stays as it was typed. */
const dayText = (typed: string) => (isIsoDate(typed) ? `${eraDate(typed)}（${typed}）` : typed)

/** Rows of one item as they are shown and printed: label and what was written ("" where nothing was). */
export function itemRows(programme: Programme, item: ProposalItem, content: ProposalContent, entry: RegisterEntry): [string, string][] {
  const facts = factsOf(programme, content, entry)
  switch (item.kind) {
    case 'party':
      return [
        ['種別', facts.partyKind === 'person' ? '個人' : '法人その他の団体'],
        ['氏名又は名称', facts.party.name],
        ['住所又は所在地', facts.party.address],
        ...(facts.party.representative ? [['代表者の氏名', facts.party.representative] as [string, string]] : []),
        ['担当者と連絡先', facts.contact],
        ...agentRows(facts.party.agent),
        ...facts.party.joint.map((one, i): [string, string] => [`共同提案者${i + 1}`, partyLine(one)]),
      ]
    case 'file':
      return [[item.label, entry.name]]
    case 'made-data':
      return content.made
        ? [
            ['データ', `「${entry.name}」を加工したもの`],
            ['最初に提供した日', dayText(content.made.providedOn)],
            ['情報の項目', content.made.items.join('、')],
            ['本人の数', `${content.made.persons.toLocaleString('ja-JP')}人`],
          ]
        : []
    case 'persons':
      return [['必要な本人の数', facts.persons === null ? '' : `${facts.persons.toLocaleString('ja-JP')}人`]]
    case 'method':
      return [
        ['必要な項目と細かさ', facts.wanted.map(({ name, granularity }) => `${name}：${granularity || '（未記入）'}`).join('\n')],
        ['対象を選ぶ条件', facts.records],
      ]
    case 'provision':
      return [
        ['受取りの方法', facts.provision.method],
        ['ファイルの形式', facts.provision.format],
      ]
    case 'period':
      return [
        ['利用の期間', [facts.period.from, facts.period.to].filter(Boolean).map(dayText).join('から')],
        ['この期間が必要な理由', facts.period.reason],
      ]
    default:
      return fieldsOf(item, content.answers, entry.content.items).map(({ name, label }) => [label, content.answers[name]?.trim() ?? ''])
  }
}
