import type { FC } from 'hono/jsx'
import { japanDateTime, type Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Choices, Facts, Field } from '../../views/index.ts'
import type { LoadedCase } from '../proposals/index.ts'
import { type inputsOf, typedSoFar } from './decisions.ts'

/** What was typed for earlier moves: conditions, opinions, what a council was asked and answered. */
export const TypedSoFar: FC<{ loaded: LoadedCase }> = ({ loaded }) => {
  const rows = typedSoFar(loaded)
  return rows.length === 0 ? null : (
    <>
      <h2>これまでの条件・意見など</h2>
      <Facts
        rows={rows.map(({ at, move, label, text }) => [`${move}（${japanDateTime(at)}）`, <span class="pre">{`${label}：${text}`}</span>])}
      />
    </>
  )
}

/** Where a body ruled for a move that has a form of its own, the way there. */
export const RuledMove: FC<{ programme: Programme; ruling: string | undefined; path: string }> = ({ programme, ruling, path }) => {
  const move = programme.transitions.find(({ action, form }) => action === ruling && form)
  return move ? (
    <p>
      <a href={`${path}/moves/${move.action}`}>{`「${move.label}」へ`}</a>
    </p>
  ) : null
}

/** What a programme has typed for a move: texts, or one of the entries of a setting. */
export const Inputs: FC<{ inputs: ReturnType<typeof inputsOf>; typed: (name: string) => string; refusals: Refusal[] }> = ({
  inputs,
  typed,
  refusals,
}) => (
  <>
    {inputs.map(({ id, label, help, choices }) =>
      choices ? (
        <Choices
          name={id}
          legend={label}
          hint={help}
          required
          value={typed(id)}
          options={choices.map((value) => ({ value, label: value }))}
          refusals={refusals}
        />
      ) : (
        <Field name={id} label={label} hint={help} rows={5} required value={typed(id)} refusals={refusals} />
      ),
    )}
  </>
)
