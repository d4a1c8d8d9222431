import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { toSignIn } from '../../auth/index.ts'
import { formText, formTexts } from '../../core/index.ts'
import { sentence, statusOf } from '../../views/index.ts'
import { powerOfAttorney } from './agent-paper.ts'
import { openAttachment, removeAttachment } from './attachments.ts'
import { type LoadedCase, loadCase } from './case.ts'
import type { ProposalContent } from './content.ts'
import { showDocument } from './document-page.tsx'
import { openDocument } from './dossier.ts'
import { download, wordFile } from './download.ts'
import { duplicatesOf } from './duplicates.ts'
import { lastSaved } from './form-page.tsx'
import { showJoin, showJoint } from './joint-pages.tsx'
import { addPaperParty, inviteJoint, joinProposal, leaveJoint, saveJoint } from './joint-service.ts'
import { showMine } from './my-proposals.tsx'
import type { ShowCase } from './panels.ts'
import { showPaperIntake } from './paper-intake.tsx'
import { openPaper, savePaper } from './paper-page.tsx'
import { jointIdOf, proposerOrganisations, rolesInCase, writtenParty } from './permissions.ts'
import { attachmentKinds, isWritable } from './rules.ts'
import { aboutOf, saveProposal, startProposal, withdrawProposal } from './service.ts'
import { readForm, showForm } from './show-form.tsx'
import { showStart } from './start-page.tsx'
import { submissionProblems, submitProposal } from './submit.ts'
import { takePaper } from './take-paper.ts'

/** A word of warning in what the draft's script says: which open proposal asks for the same items. */
async function repeats(deps: Deps, loaded: LoadedCase, content: ProposalContent): Promise<string> {
  const { entry } = await aboutOf(deps, loaded)
  const found = (await duplicatesOf(deps, { ...loaded.theCase, content }, entry)).filter(({ overlap }) => overlap.length > 0)
  return found.map(({ receiptNumber }) => `受付番号 ${receiptNumber} の提案と項目が重なっています。`).join('')
}

/** Writing, handing in and following a proposal. */
export function proposalPages(deps: Deps, { showCase }: { showCase: ShowCase }) {
  return new Hono<AppEnv>()
    .get('/proposals', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const mine = proposerOrganisations(actor)
      if (mine.length === 0) return c.redirect(`/${organisation.id}/desk`, 303)
      return showMine(deps, c, mine)
    })
    .get('/proposals/new', async (c) => {
      if (!c.var.actor) return toSignIn(c)
      const carried = c.req.query()
      return showStart(deps, c, { callId: carried.call ?? '', entryId: carried.entry ?? '', carried })
    })
    .post('/proposals', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const carried = formTexts(await c.req.formData())
      const wanted = { callId: carried.call ?? '', entryId: carried.entry ?? '', carried }
      const outcome = await startProposal(deps, actor, organisation.id, wanted)
      if (!outcome.ok) return showStart(deps, c, wanted, outcome.refusals)
      return c.redirect(`/${organisation.id}/proposals/${outcome.value.id}/edit`, 303)
    })
    .get('/proposals/paper', async (c) => (c.var.actor ? showPaperIntake(deps, c) : toSignIn(c)))
    .post('/proposals/paper', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const { answers } = await readForm(c, [])
      const taken = await takePaper(deps, actor, organisation, answers)
      if (!taken.ok) return showPaperIntake(deps, c, answers, taken.refusals)
      return c.redirect(`/${organisation.id}/proposals/${taken.value.id}/edit`, 303)
    })
    .get('/proposals/:id', (c) => showCase(c, c.req.param('id')))
    .get('/proposals/:id/edit', async (c) => (c.var.actor ? showForm(deps, c, c.var.actor, c.req.param('id')) : toSignIn(c)))
    .post('/proposals/:id/edit', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const caseId = c.req.param('id')
      const path = `/${organisation.id}/proposals/${caseId}`
      const loaded = await loadCase(deps, actor, organisation.id, caseId)
      // A form sent twice: the first one did it.
      if (!isWritable(loaded.theCase.state)) return c.redirect(path, 303)
      const sent = await readForm(
        c,
        attachmentKinds(loaded.programme, loaded.theCase.content).map(({ id }) => id),
      )
      const saved = await saveProposal(deps, actor, loaded, sent)
      if (!saved.ok) {
        const further = sent.intent === 'submit' ? await submissionProblems(deps, actor, organisation.id, caseId) : []
        const known = new Set(saved.refusals.map(({ field }) => field))
        return showForm(deps, c, actor, caseId, {
          refusals: [...saved.refusals, ...further.filter(({ field }) => !known.has(field))],
          sent,
        })
      }
      if (sent.intent === 'invite') {
        const made = await inviteJoint(deps, actor, loaded)
        return made.ok
          ? showForm(deps, c, actor, caseId, undefined, `${new URL(c.req.url).origin}${path}/join?token=${made.value}`)
          : showForm(deps, c, actor, caseId, { refusals: made.refusals })
      }
      if (sent.intent === 'add-party') {
        const added = await addPaperParty(deps, actor, await loadCase(deps, actor, organisation.id, caseId))
        return added.ok
          ? c.redirect(`${path}/joint?party=${added.value}`, 303)
          : showForm(deps, c, actor, caseId, { refusals: added.refusals })
      }
      const parted = /^part:([a-z0-9-]+)$/.exec(sent.intent)?.[1]
      if (parted) await leaveJoint(deps, actor, loaded, parted)
      const removed = /^remove:([a-z0-9]+)$/.exec(sent.intent)?.[1]
      if (removed) await removeAttachment(deps, actor, loaded, removed)
      if (sent.intent !== 'submit') return c.redirect(`${path}/edit?saved=1${removed ? '#attachments' : ''}`, 303)
      const outcome = await submitProposal(deps, actor, organisation.id, caseId)
      if (outcome.ok) return c.redirect(path, 303)
      const now = await loadCase(deps, actor, organisation.id, caseId)
      return isWritable(now.theCase.state) ? showForm(deps, c, actor, caseId, { refusals: outcome.refusals }) : c.redirect(path, 303)
    })
    .get('/proposals/:id/join', async (c) => {
      const { actor } = c.var
      return actor ? showJoin(deps, c, actor, c.req.param('id'), { token: c.req.query('token') ?? '' }) : toSignIn(c)
    })
    .post('/proposals/:id/join', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const { answers } = await readForm(c, [])
      const joined = await joinProposal(deps, actor, organisation.id, c.req.param('id'), answers)
      if (!joined.ok) return showJoin(deps, c, actor, c.req.param('id'), answers, joined.refusals)
      return c.redirect(`/${organisation.id}/proposals/${c.req.param('id')}/joint`, 303)
    })
    .get('/proposals/:id/joint', async (c) => (c.var.actor ? showJoint(deps, c, c.var.actor, c.req.param('id')) : toSignIn(c)))
    .post('/proposals/:id/joint', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const caseId = c.req.param('id')
      const loaded = await loadCase(deps, actor, organisation.id, caseId)
      const sent = await readForm(
        c,
        attachmentKinds(loaded.programme, loaded.theCase.content).map(({ id }) => id),
      )
      const named = c.req.query('party')
      const saved = await saveJoint(deps, actor, loaded, sent, sent.intent === 'agree', named)
      if (!saved.ok) return showJoint(deps, c, actor, caseId, { refusals: saved.refusals, sent: sent.answers })
      const removed = /^remove:([a-z0-9]+)$/.exec(sent.intent)?.[1]
      if (removed) await removeAttachment(deps, actor, loaded, removed, writtenParty(actor, loaded.theCase, named))
      return c.redirect(`/${organisation.id}/proposals/${caseId}/joint?saved=1${loaded.theCase.paper ? `&party=${named}` : ''}`, 303)
    })
    .post('/proposals/:id/joint/leave', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const loaded = await loadCase(deps, actor, organisation.id, c.req.param('id'))
      await leaveJoint(deps, actor, loaded, jointIdOf(actor, loaded.theCase) ?? '')
      return c.redirect(`/${organisation.id}/proposals`, 303)
    })
    .post('/proposals/:id/draft', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const loaded = await loadCase(deps, actor, organisation.id, c.req.param('id'))
      const saved = await saveProposal(deps, actor, loaded, await readForm(c, []))
      return saved.ok
        ? c.json({ mark: saved.value.mark, said: lastSaved(saved.value.mark) + (await repeats(deps, loaded, saved.value.content)) })
        : c.json({ said: saved.refusals.map(sentence).join('') }, statusOf(saved.refusals))
    })
    .post('/proposals/:id/withdraw', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const caseId = c.req.param('id')
      const loaded = await loadCase(deps, actor, organisation.id, caseId)
      const form = await c.req.formData()
      const outcome = await withdrawProposal(deps, actor, loaded, formText(form, 'reason'))
      if (!outcome.ok) return showCase(c, caseId, { refusals: outcome.refusals })
      return c.redirect(`/${organisation.id}/proposals/${caseId}`, 303)
    })
    .get('/proposals/:id/power-of-attorney', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const { bytes, title } = await powerOfAttorney(deps, await loadCase(deps, actor, organisation.id, c.req.param('id')))
      return wordFile(bytes, title)
    })
    .get('/proposals/:id/attachments/:attachment', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const loaded = await loadCase(deps, actor, organisation.id, c.req.param('id'))
      const { attachment, bytes } = await openAttachment(deps, actor, loaded, c.req.param('attachment'))
      return download(bytes, attachment.mediaType, attachment.fileName)
    })
    .get('/proposals/:id/papers/:form', async (c) => (c.var.actor ? openPaper(deps, c, c.var.actor) : toSignIn(c)))
    .post('/proposals/:id/papers/:form', async (c) => (c.var.actor ? savePaper(deps, c, c.var.actor) : toSignIn(c)))
    .get('/proposals/:id/documents/:document', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const caseId = c.req.param('id')
      const loaded = await loadCase(deps, actor, organisation.id, caseId)
      const isOfficial = !rolesInCase(actor, loaded.theCase).includes('proposer')
      return showDocument(deps, c, loaded, c.req.param('document'), isOfficial)
    })
    .get('/proposals/:id/documents/:document/word', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return toSignIn(c)
      const loaded = await loadCase(deps, actor, organisation.id, c.req.param('id'))
      const isOfficial = !rolesInCase(actor, loaded.theCase).includes('proposer')
      const { document, bytes } = await openDocument(deps, loaded, c.req.param('document'), isOfficial)
      return wordFile(bytes, `${document.number}_${document.title}`)
    })
}
