import type { FC } from 'hono/jsx'
import type { IsoDate, Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { Field, Tag } from '../../views/index.ts'
import { type AttachedPaper, documentField, documentsOf, issuedField, paperLine, paperProblem } from './papers.ts'

interface WordsProps {
  programme: Programme
  kind: string
  /** id of the paper, or the kind where it is being attached */
  of: string
  label: string
  document: string | null | undefined
  issuedOn: string | null | undefined
  refusals: Refusal[]
}

/** Asks which paper it is and which day it bears; nothing where the kind is free. */
export const PaperWordsFields: FC<WordsProps> = ({ programme, kind, of, label, document, issuedOn, refusals }) => {
  const serving = documentsOf(programme, kind)
  if (serving.length === 0) return null
  return (
    <fieldset class="field item-row">
      <legend class="small muted">{label}</legend>
      <Field
        name={documentField(of)}
        label="書類の種類"
        value={document ?? ''}
        options={[{ value: '', label: '選んでください' }, ...serving.map(({ id, label }) => ({ value: id, label }))]}
        refusals={refusals}
        plain
      />
      <Field name={issuedField(of)} label="書類にある日付" type="date" short value={issuedOn ?? ''} refusals={refusals} plain />
    </fieldset>
  )
}

/** What is said of an attached paper and whether it may serve, as the proposer and the desk see it. */
export const PaperCheck: FC<{ programme: Programme; paper: AttachedPaper; proposedOn: IsoDate; today: IsoDate }> = ({
  programme,
  paper,
  proposedOn,
  today,
}) => {
  if (documentsOf(programme, paper.kind).length === 0) return null
  const problem = paperProblem(programme, paper, proposedOn, today)
  return (
    <div class="small">
      <Tag colour={problem ? 'red' : 'green'}>{problem ? '不足' : '確認'}</Tag>{' '}
      {paperLine(programme, paper, proposedOn) || '種類の記載なし'}
    </div>
  )
}
