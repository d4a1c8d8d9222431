import { kindOf, programmes, SETTINGS, STAGES, sameValue } from './index.ts'
import type { Programme, Setting } from './model.ts'

/** docs/reference/programmes.md: states, moves and settings of every programme as tables to read beside the law. */
export async function buildReference(): Promise<{ path: string; content: string }[]> {
  const content = [
    '# Access programmes',
    '',
    'Made from data-catalog/programmes by `npm run generate`. Do not edit.',
    '',
    ...programmes().flatMap(section),
    '## Every setting',
    '',
    'What a programme may fix, and what holds where it does not.',
    '',
    ...table(
      ['Key', 'Label', 'Stage', 'Kind', 'Default'],
      Object.entries(SETTINGS).map(([key, { label, stage, type, base, unit }]) => [
        code(key),
        label,
        STAGES[stage]!,
        type,
        shown({ value: base, unit }),
      ]),
    ),
  ].join('\n')
  return [{ path: 'docs/reference/programmes.md', content: `${content.trimEnd()}\n` }]
}

const section = (one: Programme): string[] => [...firstKind(one), ...Object.keys(one.kinds).flatMap((name) => kindSection(one, name))]

/** What holds for cases of a further kind: its own moves, items, criteria and forms. Settings are the programme's. */
function kindSection(one: Programme, name: string): string[] {
  const its = kindOf(one, name)
  const lines = firstKind(its)
  const settings = lines.indexOf('### Settings')
  return [
    `## ${one.id}, kind ${code(name)}: ${one.kinds[name]!.label}${one.kinds[name]!.article ? `（${one.kinds[name]!.article}）` : ''}`,
    '',
    `Items of the proposal: ${its.proposalItems.map(({ no, label }) => `${no} ${label}`).join(', ')}. Criteria: ${its.criteria.map(({ no, label }) => `${no} ${label}`).join(', ')}.`,
    '',
    ...lines.slice(lines.indexOf('### States'), settings),
    ...lines.slice(lines.indexOf('### Forms')),
  ]
}

const firstKind = (one: Programme): string[] => [
  `## ${one.id}: ${one.title}`,
  '',
  `${one.law.name}${one.law.number ? `（${one.law.number}）` : ''}, version ${one.version}, in force from ${one.effectiveFrom}${
    one.effectiveUntil ? ` until ${one.effectiveUntil}` : ''
  }. <${one.law.source}>`,
  '',
  '### States',
  '',
  ...table(
    ['State', 'Label', 'With', 'Told to the proposer'],
    Object.entries(one.states).map(([state, { label, owner, end, explain }]) => [code(state), label, end ? 'end' : owner, explain]),
  ),
  '### Moves',
  '',
  ...table(
    ['Clock', 'Span', 'Starts with', 'Ends with', 'Stands still in', 'Warns', 'Then'],
    Object.entries(one.clocks).map(([name, clock]) => [
      code(name),
      code(clock.setting),
      clock.starts.map(code).join(' '),
      clock.stops.map(code).join(' '),
      clock.pausedIn.map(code).join(' '),
      clock.warns,
      clock.escalatesTo,
    ]),
  ),
  ...table(
    ['Action', 'Label', 'From', 'To', 'Roles', 'Needs', 'Conditions', 'Paper', 'Clock', 'Article'],
    one.transitions.map((move) => [
      code(move.action),
      move.label,
      move.from.map(code).join(' '),
      code(move.to),
      move.roles.join(', '),
      move.needs.join(', '),
      [
        move.fourEyes && `not who did ${code(move.fourEyes)}`,
        move.guard,
        ...Object.entries(move.when ?? {}).map(([fact, values]) => `${fact}: ${values.join(', ')}`),
      ]
        .filter(Boolean)
        .join('; '),
      move.document ? code(move.document) : '',
      move.deadline ? code(move.deadline.setting) : '',
      move.source ?? '',
    ]),
  ),
  ...(one.bodies.length === 0
    ? []
    : [
        '### Screening bodies',
        '',
        ...table(
          ['Body', 'Label', 'Sits in', 'Cases', 'Step', 'Chooses among', 'Quorum', 'Rule', 'Ruling', 'First round'],
          one.bodies.map((body) => [
            code(body.id),
            body.label,
            code(body.state),
            Object.entries(body.when ?? {})
              .map(([fact, values]) => `${fact}: ${values.join(', ')}`)
              .join('; '),
            String(body.step),
            body.choices.map(code).join(' '),
            String(body.quorum),
            `${body.rule}${body.chairDecides ? ', chair on even votes' : ''}`,
            body.effect,
            [body.blind && 'blind', body.hideProposer && 'proposer hidden'].filter(Boolean).join(', '),
          ]),
        ),
      ]),
  '### Settings',
  '',
  'A setting without a source is a default of the product: the body decides on it before use. Where a programme says nothing, the default of the list at the end holds.',
  '',
  ...table(
    ['Key', 'Value', 'Source', 'Fixed by law', 'Confirmed'],
    Object.entries(one.settings)
      .filter(([key, { value, source }]) => source !== null || !sameValue(value, SETTINGS[key]!.base))
      .map(([key, setting]) => [
        code(key),
        shown(setting),
        setting.source ?? '',
        setting.locked ? 'yes' : '',
        setting.verified ? 'yes' : '',
      ]),
  ),
  '### Forms',
  '',
  ...table(
    ['Form', 'Number', 'Title', 'Article'],
    Object.entries(one.forms).map(([key, { number, title, article }]) => [code(key), number ?? '', title, article ?? '']),
  ),
]

const shown = ({ value, unit }: Pick<Setting, 'value' | 'unit'>): string =>
  value === null ? '' : `${Array.isArray(value) ? value.join(', ') : value}${unit ? ` ${unit}` : ''}`

const code = (text: string): string => `\`${text}\``

const table = (head: string[], rows: string[][]): string[] => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
  '',
]
