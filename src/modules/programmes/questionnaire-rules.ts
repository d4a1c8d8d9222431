import type { Refusal } from '../../core/index.ts'
import type { Questionnaire } from '../../programmes/index.ts'
import type { Typed } from './body-rules.ts'

const MOST_LINES = 50
const LONGEST_LINE = 200

/** A questionnaire as its form would send it: one line a question, one line a choice with its points first. */
export const typedQuestionnaire = (one: Questionnaire | null): Record<string, string> =>
  one === null
    ? {}
    : {
        ...{
          'ask.label': one.label,
          'ask.help': one.help,
          'ask.source': one.source ?? '',
          'ask.pass': one.pass === null ? '' : String(one.pass),
        },
        'ask.questions': one.questions.map(({ label }) => label).join('\n'),
        'ask.choices': one.choices.map(({ points, label }) => `${points}　${label}`).join('\n'),
      }

/** A questionnaire as typed, or what is wrong. A question whose words stay keeps its id, so that versions can be compared. */
export function readQuestionnaire(before: Questionnaire | null, typed: Typed): { questionnaire: Questionnaire; refusals: Refusal[] } {
  const refusals: Refusal[] = []
  const text = (name: string) => (typed[`ask.${name}`] ?? '').trim()
  const refuse = (name: string, code: string, facts?: Refusal['facts']) => refusals.push({ code, field: `ask.${name}`, facts })
  for (const name of ['label', 'help']) if (text(name) === '') refuse(name, 'required')
  for (const name of ['label', 'help', 'source']) if ([...text(name)].length > 500) refuse(name, 'too-long', { max: 500 })
  const lines = (name: string, least: number) => {
    const all = text(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
    const long = all.findIndex((line) => [...line].length > LONGEST_LINE)
    const twice = all.findIndex((line, i) => all.indexOf(line) !== i)
    if (all.length < least || all.length > MOST_LINES) refuse(name, 'lines-between', { least, most: MOST_LINES })
    else if (long >= 0) refuse(name, 'line-too-long', { line: long + 1, max: LONGEST_LINE })
    else if (twice >= 0) refuse(name, 'line-twice', { line: twice + 1 })
    return all
  }
  const named = <T extends { id: string; label: string }>(label: string, i: number, known: readonly T[] = []) => ({
    id: known.find((one) => one.label === label)?.id ?? `n${i + 1}`,
    label,
  })
  const choices = lines('choices', 2).map((line, i) => {
    const [, digits = '', label = ''] = /^([\d０-９]{1,3})[\s、,.:：]+(.+)$/u.exec(line) ?? []
    if (label === '') refuse('choices', 'line-without-points', { line: i + 1 })
    return { ...named(label, i, before?.choices), points: Number(digits.normalize('NFKC')) }
  })
  const questions = lines('questions', 1).map((line, i) => named(line, i, before?.questions))
  const typedPass = text('pass').normalize('NFKC')
  const pass = /^\d{1,5}$/.test(typedPass) ? Number(typedPass) : null
  const most = questions.length * Math.max(0, ...choices.map(({ points }) => points))
  if (typedPass !== '' && pass === null) refuse('pass', 'setting-number')
  else if (pass !== null && pass > most) refuse('pass', 'pass-too-high', { most })
  return {
    questionnaire: {
      label: text('label'),
      help: text('help'),
      source: text('source') || null,
      questions: apart(questions),
      choices: apart(choices),
      pass,
    },
    refusals,
  }
}

/** No id twice: what was typed anew may have the number of one that was kept. */
const apart = <T extends { id: string }>(all: readonly T[]): T[] => {
  const used = new Set<string>()
  return all.map((one) => {
    let { id } = one
    while (used.has(id)) id += 'b'
    used.add(id)
    return { ...one, id }
  })
}
