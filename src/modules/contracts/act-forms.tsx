import type { Child, FC } from 'hono/jsx'
import { isDuty, type Transition } from '../../programmes/index.ts'
import { Button, Field } from '../../views/index.ts'
import { type CaseContext, EditPaper } from '../proposals/index.ts'
import type { Act, ActForm } from './act.ts'
import { ACTS, fieldOf } from './acts.ts'

const One: FC<{ context: CaseContext; move: Transition; form: ActForm }> = ({ context, move, form }) => {
  const { path, loaded, typed, refusals } = context
  const { action, label } = move
  const refuses = /^(reject|refuse|decline|drop)-/.test(action)
  const isTyped = typed.action === action
  const inside = (
    <form
      method="post"
      action={`${path}/acts/${action}`}
      class="narrow"
      enctype={form.fields?.some(({ type }) => type === 'file') ? 'multipart/form-data' : undefined}
    >
      {form.intro ? <p class="pre">{form.intro}</p> : null}
      <input type="hidden" name="version" value={loaded.theCase.version} />
      {form.fields?.map(({ name, value, ...field }) => (
        <Field
          {...field}
          name={fieldOf(action, name)}
          value={isTyped ? typed[fieldOf(action, name)] : value}
          refusals={isTyped ? refusals : []}
        />
      ))}
      <div class="actions">
        <Button kind={refuses || loaded.programme.states[move.to]?.end ? 'danger' : 'primary'}>{label}</Button>
        {move.document ? <EditPaper>文面を確かめて直す</EditPaper> : null}
      </div>
    </form>
  )
  return isDuty(move) && !refuses ? (
    <>
      <h3>{label}</h3>
      {inside}
    </>
  ) : (
    <details open={isTyped}>
      <summary>{label}</summary>
      {inside}
    </details>
  )
}

/** The forms of a room for what the actor may do now; empty if there is nothing. */
export async function actForms(context: CaseContext, room: Act['room']): Promise<Child[]> {
  const { deps, actor, loaded, moves } = context
  const forms = await Promise.all(
    moves.map(async (move) => {
      const act = ACTS[move.action]
      const form = act?.room === room ? await act.form({ deps, actor, loaded }) : null
      return form ? <One context={context} move={move} form={form} /> : null
    }),
  )
  return forms.filter((form) => form !== null)
}
