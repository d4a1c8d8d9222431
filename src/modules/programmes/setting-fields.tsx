import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import { type Programme, SETTINGS, type Setting } from '../../programmes/index.ts'
import { Choices, Field, Tag } from '../../views/index.ts'
import { SPAN_UNITS, shownValue, sourceField, typedValue, UNIT_NAMES, unitField, valueField } from './rules.ts'

/** Settings of one stage, in the order of the catalogue. */
export const keysOf = (stage: string): string[] =>
  Object.entries(SETTINGS)
    .filter(([, kind]) => kind.stage === stage)
    .map(([key]) => key)

/** Where a value comes from: its article, or that it is a default of the product. */
export const sourceText = ({ source, verified }: Pick<Setting, 'source' | 'verified'>): string =>
  source === null ? '根拠の定めなし（団体が決める値）' : verified ? source : `${source}（未確認）`

/** What the law fixes, in words: which way it may still move. */
const lockText = ({ locked, bound }: Setting): string | null =>
  !locked
    ? null
    : bound === 'min'
      ? '法令が定める（増やすことだけできます）'
      : bound === 'max'
        ? '法令が定める（減らすことだけできます）'
        : '法令が定める（変えられません）'

interface SettingFieldProps {
  settingKey: string
  /** of the shipped programme: what the law fixes */
  law: Setting
  /** of the programme that was copied */
  from: Setting
  /** as the draft has it */
  now: Setting
  typed: Readonly<Record<string, string>> | undefined
  refusals: Refusal[]
}

/** One setting in the form: its value, its unit, and the article beside it. */
export const SettingField: FC<SettingFieldProps> = ({ settingKey: key, law, from, now, typed, refusals }) => {
  const kind = SETTINGS[key]!
  const isFixed = law.locked && law.bound === undefined
  const lock = lockText(law)
  const hint = (
    <>
      {`根拠：${sourceText(law.locked ? law : from)}`}
      {from.effectiveFrom ? `　施行：${from.effectiveFrom}` : ''}
      <br />
      {`写し元の値：${shownValue(key, from)}`}
    </>
  )
  if (isFixed)
    return (
      <div class="setting">
        <h3>{kind.label}</h3>
        <p>{shownValue(key, now)}</p>
        <p class="small muted">
          {`根拠：${sourceText(law)}`} <Tag colour="blue">{lock}</Tag>
        </p>
      </div>
    )
  const value = typed?.[valueField(key)] ?? typedValue(now)
  return (
    <div class="setting">
      {lock ? (
        <p>
          <Tag colour="blue">{lock}</Tag>
        </p>
      ) : null}
      {kind.type === 'flag' ? (
        <Choices
          name={valueField(key)}
          legend={kind.label}
          value={value}
          options={[
            { value: 'yes', label: 'する' },
            { value: 'no', label: 'しない' },
            { value: '', label: '定めない' },
          ]}
          hint={hint}
          refusals={refusals}
        />
      ) : (
        <Field
          name={valueField(key)}
          label={kind.label}
          value={value}
          rows={kind.type === 'list' ? 3 : undefined}
          short={kind.type === 'number' || kind.type === 'span'}
          options={
            kind.choices
              ? [{ value: '', label: '定めない' }, ...Object.entries(kind.choices).map(([code, label]) => ({ value: code, label }))]
              : undefined
          }
          hint={
            <>
              {hint}
              {kind.type === 'list'
                ? '　一行に一つずつ書きます。'
                : kind.type === 'number' && kind.unit
                  ? `　単位：${UNIT_NAMES[kind.unit]}`
                  : ''}
            </>
          }
          refusals={refusals}
        />
      )}
      {kind.type === 'span' && !law.locked ? (
        <Field
          name={unitField(key)}
          label={`${kind.label}の単位`}
          value={typed?.[unitField(key)] ?? now.unit}
          options={SPAN_UNITS.map((unit) => ({ value: unit, label: UNIT_NAMES[unit] }))}
        />
      ) : null}
      {law.locked ? null : (
        <Field
          name={sourceField(key)}
          label={`${kind.label}の根拠（条例や規則の条）`}
          value={typed?.[sourceField(key)] ?? now.source ?? ''}
        />
      )}
    </div>
  )
}

/** Settings of a programme to read, stage by stage. */
export const settingRows = (one: Programme, stage: string): [string, string][] =>
  keysOf(stage).flatMap((key): [string, string][] => {
    const setting = one.settings[key]
    if (!setting) return []
    return [[SETTINGS[key]!.label, [shownValue(key, setting), sourceText(setting), lockText(setting)].filter(Boolean).join('\n')]]
  })
