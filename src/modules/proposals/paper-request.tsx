import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { Button } from '../../views/index.ts'
import type { C } from './page-frame.ts'
import type { PaperDeps } from './paper-drafts.ts'

/** Fields of a form that say how its paper is made, not what is in it. */
const OWN = new Set(['paper', 'paperVersion', 'figuresChecked'])
const FILE = 'file:'

/** Beside the button that issues a paper: the same form, but the wording is looked at and changed first. */
export const EditPaper: FC<{ children?: string }> = ({ children = '文面を確かめて直す' }) => (
  <Button kind="secondary" name="paper" value="edit">
    {children}
  </Button>
)

/** The dependencies of a request whose form issues a paper: they carry how it is to be made, and the form for later. */
export async function paperDeps(deps: Deps, c: C): Promise<PaperDeps> {
  const form = await c.req.formData()
  const version = Number(form.get('paperVersion') ?? '')
  const fields: [string, string][] = []
  for (const [name, value] of form)
    if (typeof value === 'string') {
      if (!OWN.has(name)) fields.push([name, value])
    } else if (value.name !== '') fields.push([FILE + value.name, JSON.stringify(await value.text())])
  return {
    ...deps,
    paperRequest: {
      intent: form.get('paper') === 'edit' ? 'edit' : 'issue',
      version: Number.isSafeInteger(version) && version > 0 ? version : null,
      figuresChecked: form.get('figuresChecked') === 'yes',
      posted: { path: c.req.path, fields },
    },
  }
}

/** Files of a form that came back as texts, by their names. As JSON they keep the line ends that a browser would change. */
export const returnedFiles = (form: FormData): [name: string, text: string][] =>
  [...form].flatMap(([name, value]): [string, string][] => {
    if (!name.startsWith(FILE) || typeof value !== 'string') return []
    try {
      return [[name.slice(FILE.length), String(JSON.parse(value))]]
    } catch {
      return [] // not what was sent along: as if the file were missing
    }
  })
