import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { showCallForm, showCallNotice, takeCall } from './call-form.tsx'
import { type CallPart, showCall, showCalls } from './call-pages.tsx'
import { showEntry } from './entry-page.tsx'
import { registerAtom, registerCsv, registerDcat, registerJson, registerWord, showSitemap } from './export.ts'
import { showFront } from './front-page.tsx'
import { showHistory } from './history-page.tsx'
import { showList } from './list-page.tsx'
import { showPrint } from './print-page.tsx'

/** The register, its entries and the calls: public, without sign-in. */
export const registerPages = (deps: Deps, parts: readonly CallPart[]) =>
  new Hono<AppEnv>()
    .get('/', (c) => showFront(deps, c))
    .get('/register', (c) => showList(deps, c))
    .get('/register.csv', (c) => registerCsv(deps, c))
    .get('/register.json', (c) => registerJson(deps, c))
    .get('/register.jsonld', (c) => registerDcat(deps, c))
    .get('/register.atom', (c) => registerAtom(deps, c))
    .get('/register.docx', (c) => registerWord(deps, c))
    .get('/register-print', (c) => showPrint(deps, c))
    .get('/sitemap.xml', (c) => showSitemap(deps, c))
    .get('/register/:entry/history', (c) => showHistory(deps, c))
    .get('/register/:entry', (c) => showEntry(deps, c))
    .get('/calls', (c) => showCalls(deps, c))
    .get('/calls/new', (c) => showCallForm(deps, c))
    .post('/calls/new', (c) => takeCall(deps, c))
    .get('/calls/:call/notice', (c) => showCallNotice(deps, c, 'page'))
    .get('/calls/:call/notice.docx', (c) => showCallNotice(deps, c, 'word'))
    .get('/calls/:call', (c) => showCall(deps, c, parts))
