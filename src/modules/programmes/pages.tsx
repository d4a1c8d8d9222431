import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { formTexts } from '../../core/index.ts'
import { programme as programmeOf } from '../../programmes/index.ts'
import { Page, statusOf } from '../../views/index.ts'
import { DraftForm } from './edit-page.tsx'
import { DraftImpact } from './impact-page.tsx'
import { ProgrammeList } from './list-page.tsx'
import { type C, PROGRAMMES, type Refused } from './page-words.ts'
import { mayKeepProgrammes } from './permissions.ts'
import { ProgrammeToRead } from './read-page.tsx'
import {
  changeDraft,
  copyProgramme,
  discardDraft,
  openDraft,
  openImpact,
  openProgramme,
  openProgrammes,
  publishDraft,
  type TypedDraft,
} from './service.ts'
import { keysOf } from './setting-fields.tsx'

/** Part of the form → what is read from it; every other part is a stage's settings. */
const KINDS: Record<string, TypedDraft['part']> = { amounts: 'fee', words: 'words', bodies: 'body', questions: 'questionnaire' }

/** Access programmes of an organisation: to read for its staff; to copy, change and publish for administrators. */
export function programmePages(deps: Deps) {
  const home = (c: C) => `/${c.var.organisation.id}`
  const draftOf = (c: C) => c.req.param('draft') ?? ''
  const show = (c: C, title: string, content: Child, refused?: Refused, ...crumbs: { href: string; label: string }[]) => {
    const { actor, organisation } = c.var
    return c.html(
      <Page
        {...{ actor, organisation, title, section: 'programmes', demonstration: deps.demonstration }}
        crumbs={[
          { href: home(c), label: organisation.name },
          ...(title === PROGRAMMES ? [] : [{ href: `${home(c)}/programmes`, label: PROGRAMMES }]),
          ...crumbs,
        ]}
      >
        {content}
      </Page>,
      refused ? statusOf(refused.refusals) : 200,
    )
  }

  async function list(c: C, refused?: Refused) {
    const { actor, organisation } = c.var
    const opened = await openProgrammes(deps, actor, organisation.id)
    const inForce = programmeOf(organisation.programmeId ?? '', organisation.programmeVersion)
    const given = {
      home: home(c),
      mayKeep: mayKeepProgrammes(actor, organisation.id),
      inForce,
      people: await peopleNames(deps.db),
      refused,
    }
    return show(c, PROGRAMMES, <ProgrammeList {...opened} {...given} />, refused)
  }

  async function read(c: C) {
    const { actor, organisation } = c.var
    const one = await openProgramme(deps, actor, organisation.id, c.req.param('id') ?? '', c.req.param('version') ?? '')
    return show(c, one.title, <ProgrammeToRead one={one} />)
  }

  async function edit(c: C, refused?: Refused) {
    const opened = await openDraft(deps, c.var.actor, c.var.organisation.id, draftOf(c))
    const asked = { part: c.req.query('part'), body: c.req.query('body'), saved: c.req.query('saved') !== undefined }
    return show(
      c,
      opened.draft.changes.title,
      <DraftForm {...opened} {...asked} path={`${home(c)}/programmes/drafts/${draftOf(c)}`} refused={refused} />,
      refused,
    )
  }

  async function impact(c: C, refused?: Refused) {
    const opened = await openImpact(deps, c.var.actor, c.var.organisation.id, draftOf(c))
    const path = `${home(c)}/programmes/drafts/${draftOf(c)}`
    const crumb = { href: path, label: opened.draft.changes.title }
    return show(c, '違いと影響', <DraftImpact {...opened} home={home(c)} path={path} refused={refused} />, refused, crumb)
  }

  const typedOf = async (c: C) => formTexts(await c.req.formData())

  return new Hono<AppEnv>()
    .get('/programmes', (c) => list(c))
    .post('/programmes/copy', async (c) => {
      const { organisation, actor } = c.var
      const typed = await typedOf(c)
      const [id = '', version = ''] = (typed.from ?? '').split('@')
      const made = await copyProgramme(deps, actor, organisation.id, { id, version, title: typed.title ?? '' })
      return made.ok ? c.redirect(`/${organisation.id}/programmes/drafts/${made.value}`, 303) : list(c, { refusals: made.refusals, typed })
    })
    .get('/programmes/read/:id/:version', read)
    .get('/programmes/drafts/:draft', (c) => edit(c))
    .post('/programmes/drafts/:draft', async (c) => {
      const { organisation, actor } = c.var
      const typed = await typedOf(c)
      const part = c.req.query('part') ?? ''
      const done = await changeDraft(deps, actor, organisation.id, c.req.param('draft'), {
        revision: Number(typed.revision),
        part: KINDS[part] ?? 'settings',
        settings: keysOf(part),
        ...{ body: c.req.query('body'), removes: typed.does === 'remove', typed },
      })
      if (!done.ok) return edit(c, { refusals: done.refusals, typed })
      return c.redirect(`/${organisation.id}/programmes/drafts/${c.req.param('draft')}?part=${encodeURIComponent(part)}&saved=1`, 303)
    })
    .get('/programmes/drafts/:draft/publish', (c) => impact(c))
    .post('/programmes/drafts/:draft/publish', async (c) => {
      const { organisation, actor } = c.var
      const typed = await typedOf(c)
      const done = await publishDraft(deps, actor, organisation.id, c.req.param('draft'), {
        effectiveFrom: typed.effectiveFrom ?? '',
        revision: Number(typed.revision),
      })
      return done.ok ? c.redirect(`/${organisation.id}/programmes`, 303) : impact(c, { refusals: done.refusals, typed })
    })
    .post('/programmes/drafts/:draft/discard', async (c) => {
      await discardDraft(deps, c.var.actor, c.var.organisation.id, c.req.param('draft'))
      return c.redirect(`/${c.var.organisation.id}/programmes`, 303)
    })
}
