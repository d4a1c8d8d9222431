import { InputError, NotFound } from '../core/index.ts'
import { numberSetting, type Programme, programme as programmeOf, settingValue } from '../programmes/index.ts'
import { FORMS, type FormData, type FormKey } from './forms.ts'
import { helpers } from './helpers.ts'
import { mapTexts, readLines } from './lines.ts'
import type { DocumentModel } from './model.ts'
import { parts, templates } from './templates.gen.ts'
import { Values } from './values.ts'

export interface RenderedDocument {
  model: DocumentModel
  title: string
  /** 様式第九; null where the form has no number or none is confirmed */
  number: string | null
}

/**
 * Fills one form of the programme: its wording, its words and articles, this case's data.
 *
 * @throws {NotFound} if the programme has no such form
 * @throws {InputError} naming the form and the field that is missing or wrong, never its value
 */
export function renderDocument<K extends FormKey>(programme: Programme, key: K, data: FormData<K>): RenderedDocument {
  const form = programme.forms[key]
  if (!form) throw new NotFound('form')
  const parsed = FORMS[key].safeParse(data)
  if (!parsed.success) {
    const { path, code } = parsed.error.issues[0]!
    const what = code === 'unrecognized_keys' ? '余分な項目があります' : '値がないか、形が正しくありません'
    throw new InputError(`書面「${form.title}」の「${path.join('.') || key}」: ${what}`)
  }
  const values = new Values()
  const { words, articles, law } = programme
  const context = {
    ...values.protect(parsed.data),
    words,
    articles,
    law,
    form,
    settings: spans(programme),
    // what the body says on its receipts, which no official words one by one
    covering: values.protect(programme.settings['form.receiptWords']?.value ?? ''),
    pledgeText: programme.pledge.text,
  }
  const text = templateFor(programme, form.template)(context, {
    helpers: helpers(law.names, (value) => values.restore(value)),
    partials: parts,
  })
  const restored = mapTexts(readLines(text), (part) => values.restore(part))
  const model: DocumentModel = { title: form.title, form: formLabel(form.number, form.article), ...restored }
  const empty = emptyPlace(model)
  if (empty) throw new InputError(`書面「${form.title}」の「${empty}」: 値がありません`)
  return { model, title: form.title, number: form.number }
}

const formLabel = (number: string | null, article: string | null) =>
  number === null ? null : article === null ? number : `${number}（${article}関係）`

/** Numbers of the programme that papers mention. */
const spans = (programme: Programme) => ({
  /** none: the programme knows no bar of fixed length */
  barYears: settingValue(programme, 'elig.barYears'),
  minCell: numberSetting(programme, 'out.minCell'),
  reportDays: numberSetting(programme, 'close.report'),
  /** 七つ */
  criteria: COUNTS[programme.criteria.length] ?? `${programme.criteria.length}`,
})

const COUNTS = ['', '一つ', '二つ', '三つ', '四つ', '五つ', '六つ', '七つ', '八つ', '九つ']

/** The programme's own wording, or that of the programme it extends. */
function templateFor(programme: Programme, name: string) {
  for (let at: Programme | undefined = programme; at; at = at.extends === undefined ? undefined : programmeOf(at.extends)) {
    const found = templates[`${at.id}/${name}`]
    if (found) return found
  }
  throw new NotFound('template')
}

/** Where a text stayed empty; undefined if nowhere. A value can be empty after what cannot be printed was taken out. */
function emptyPlace(model: DocumentModel): string | undefined {
  let place: string | undefined
  mapTexts(model, (text) => {
    if (text.trim() === '') place ??= '本文'
    return text
  })
  for (const block of model.blocks) if (block.kind === 'fields') place = block.rows.find(({ value }) => value.trim() === '')?.label ?? place
  return place
}
