import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import type { Refusal } from '../core/index.ts'
import { sentence } from './labels.ts'

/** The problems of a form, named and linked, above it. Read out first by a screen reader. */
export const ErrorSummary: FC<{ refusals?: Refusal[]; labels?: Record<string, string> }> = ({ refusals = [], labels = {} }) =>
  refusals.length === 0 ? null : (
    // autofocus: a page that comes back with refusals is read from here, not from its top (WCAG 3.3.1)
    <div class="notice error" role="alert" tabindex={-1} id="errors" autofocus>
      <h2>入力内容を確認してください</h2>
      <ul>
        {refusals.map((refusal) => (
          <li>
            {refusal.field ? (
              <a href={`#${refusal.field}`}>{`${labels[refusal.field] ?? refusal.field}：${sentence(refusal)}`}</a>
            ) : (
              sentence(refusal)
            )}
          </li>
        ))}
      </ul>
    </div>
  )

/** Browsers take six digits for a year unless a latest day is named: "20270401" typed on would be the year 202704. */
const LATEST = '9999-12-31'

export interface FieldProps {
  name: string
  label: string
  value?: string | number
  type?: 'text' | 'email' | 'password' | 'number' | 'date' | 'tel' | 'search' | 'file'
  hint?: Child
  required?: boolean
  /** without the word that says whether it must be filled */
  plain?: boolean
  rows?: number
  short?: boolean
  options?: { value: string; label: string }[]
  refusals?: Refusal[]
  autocomplete?: string
  min?: number | string
  max?: number | string
  accept?: string
  multiple?: boolean
  maxlength?: number
}

/** One labelled input with its hint and error: text, area (`rows`) or select (`options`). */
export const Field: FC<FieldProps> = ({
  name,
  label,
  value,
  type = 'text',
  hint,
  required,
  plain,
  rows,
  short,
  options,
  refusals = [],
  ...rest
}) => {
  const errors = refusals.filter(({ field }) => field === name)
  const describedBy = [hint ? `${name}-hint` : '', errors.length > 0 ? `${name}-error` : ''].filter(Boolean).join(' ') || undefined
  const common = {
    id: name,
    name,
    'aria-describedby': describedBy,
    'aria-invalid': errors.length > 0 ? ('true' as const) : undefined,
    required,
  }
  return (
    <div class="field">
      <label for={name}>
        {label}
        {plain ? null : required ? <span class="badge-required">必須</span> : <span class="badge-optional">任意</span>}
      </label>
      {hint ? (
        <div class="hint" id={`${name}-hint`}>
          {hint}
        </div>
      ) : null}
      {errors.length > 0 ? (
        <div class="error" id={`${name}-error`}>
          {errors.map((refusal) => (
            <span>{sentence(refusal)}</span>
          ))}
        </div>
      ) : null}
      {options ? (
        <select {...common}>
          {options.map((option) => (
            <option value={option.value} selected={option.value === String(value ?? '')}>
              {option.label}
            </option>
          ))}
        </select>
      ) : rows ? (
        <textarea {...common} rows={rows} maxlength={rest.maxlength}>
          {value ?? ''}
        </textarea>
      ) : (
        <input
          {...common}
          {...(type === 'date' ? { max: LATEST } : {})}
          {...rest}
          type={type}
          value={value}
          class={short ? 'short' : undefined}
        />
      )}
    </div>
  )
}

export const Check: FC<
  PropsWithChildren<{ name: string; value?: string; checked?: boolean; required?: boolean; type?: 'checkbox' | 'radio'; id?: string }>
> = ({ name, value = 'yes', checked, required, type = 'checkbox', id = type === 'radio' ? `${name}-${value}` : name, children }) => (
  <div class="choice">
    <input type={type} id={id} name={name} value={value} checked={checked} required={required} />
    <label for={id}>{children}</label>
  </div>
)

/** Radio buttons under one legend. */
export const Choices: FC<{
  name: string
  legend: string
  value?: string
  options: { value: string; label: Child }[]
  hint?: Child
  required?: boolean
  refusals?: Refusal[]
}> = ({ name, legend, value, options, hint, required, refusals = [] }) => {
  const errors = refusals.filter(({ field }) => field === name)
  return (
    <fieldset class="field" id={name} aria-describedby={errors.length > 0 ? `${name}-error` : undefined}>
      <legend>
        {legend}
        {required ? <span class="badge-required">必須</span> : null}
      </legend>
      {hint ? <div class="hint">{hint}</div> : null}
      {errors.length > 0 ? (
        <div class="error" id={`${name}-error`}>
          {errors.map(sentence).join('')}
        </div>
      ) : null}
      {options.map((option) => (
        <Check type="radio" name={name} value={option.value} checked={option.value === value} required={required}>
          {option.label}
        </Check>
      ))}
    </fieldset>
  )
}

export const Button: FC<
  PropsWithChildren<{ kind?: 'primary' | 'secondary' | 'danger'; name?: string; value?: string; small?: boolean; novalidate?: boolean }>
> = ({ kind = 'primary', name, value, small, novalidate, children }) => (
  <button
    type="submit"
    class={['button', kind === 'primary' ? '' : kind, small ? 'small' : ''].filter(Boolean).join(' ')}
    name={name}
    value={value}
    formnovalidate={novalidate}
  >
    {children}
  </button>
)

export const LinkButton: FC<PropsWithChildren<{ href: string; kind?: 'primary' | 'secondary'; small?: boolean }>> = ({
  href,
  kind = 'primary',
  small,
  children,
}) => (
  <a class={['button', kind === 'primary' ? '' : kind, small ? 'small' : ''].filter(Boolean).join(' ')} href={href}>
    {children}
  </a>
)

export const Notice: FC<PropsWithChildren<{ kind?: 'info' | 'success' | 'warning' | 'error'; title?: string }>> = ({
  kind = 'info',
  title,
  children,
}) => (
  <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : undefined}>
    {title ? <h2>{title}</h2> : null}
    {children}
  </div>
)

export const Tag: FC<PropsWithChildren<{ colour?: 'blue' | 'green' | 'orange' | 'red' | 'grey' }>> = ({ colour = 'grey', children }) => (
  <span class={`tag ${colour}`}>{children}</span>
)

/** Names and values; a value that is empty reads 「なし」. */
export const Facts: FC<{ rows: [label: string, value: Child | null | undefined][] }> = ({ rows }) => (
  <dl class="facts">
    {rows.map(([label, value]) => (
      <div>
        <dt>{label}</dt>
        <dd>{value === null || value === undefined || value === '' ? <span class="muted">なし</span> : value}</dd>
      </div>
    ))}
  </dl>
)

export const Table: FC<{ caption: string; head: Child[]; rows: Child[][]; numeric?: number[]; hideCaption?: boolean }> = ({
  caption,
  head,
  rows,
  numeric = [],
  hideCaption,
}) => (
  // tabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). A page of ten tables has not ten landmarks.
  // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
  <div class="table-scroll" role="group" tabindex={0} aria-label={caption}>
    <table>
      <caption class={hideCaption ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {head.map((cell, i) => (
            <th scope="col" class={numeric.includes(i) ? 'number' : undefined}>
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell, i) =>
              i === 0 ? <th scope="row">{cell}</th> : <td class={numeric.includes(i) ? 'number' : undefined}>{cell}</td>,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** Where on its way something stands. */
export const Steps: FC<{ label: string; steps: string[]; current: number }> = ({ label, steps, current }) => (
  <ol class="steps" aria-label={label}>
    {steps.map((step, i) => (
      <li class={i < current ? 'done' : undefined} aria-current={i === current ? 'step' : undefined}>
        {step}
        {i < current ? <span class="visually-hidden">（済み）</span> : null}
      </li>
    ))}
  </ol>
)

export const Timeline: FC<{ events: { at: string; title: Child; note?: Child }[] }> = ({ events }) => (
  <ol class="timeline">
    {events.map((event) => (
      <li>
        <time>{event.at}</time>
        <div>{event.title}</div>
        {event.note ? <div class="small muted">{event.note}</div> : null}
      </li>
    ))}
  </ol>
)
