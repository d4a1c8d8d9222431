import type { FC } from 'hono/jsx'
import { Field } from '../../views/index.ts'
import type { CaseContext } from './panels.ts'

/** Where an official records a paper that came: the day, and its scan. */
export const ScanFields: FC<Pick<CaseContext, 'typed' | 'refusals'> & { label: string; isOptional?: boolean }> = ({
  label,
  isOptional,
  typed,
  refusals,
}) => (
  <>
    <Field
      name="receivedOn"
      label={`${label}を受け取った日`}
      type="date"
      short
      required={!isOptional}
      value={typed.receivedOn}
      refusals={refusals}
    />
    <Field
      name="scan"
      label={`${label}を読み取ったファイル`}
      type="file"
      required={!isOptional}
      hint="PDF、PNG 又は JPEG"
      refusals={refusals}
    />
  </>
)
