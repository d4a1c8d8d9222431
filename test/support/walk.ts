// Walks a site as a visitor would: every link of every page, each kind of page a few times.

import { unescaped } from './pages.ts'
import type { Visitor } from './site-client.ts'

export interface WalkedPage {
  path: string
  status: number
  /** markup, or empty where the answer is no page */
  html: string
}

/** A path with what names one case, entry or call left out: pages of one kind have the same. */
export const kindOfPath = (path: string): string => {
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  const names = pathname
    .split('/')
    .map((part, i, all) => (/^[a-z0-9]{20}$|^\d+$/.test(part) || ['entries', 'register'].includes(all[i - 1] ?? '') ? '·' : part))
  return `${names.join('/')}?${[...searchParams.keys()].sort()}`
}

/**
 * Every page that a person reaches from these by links. Of one kind only the first few are opened.
 *
 * @param often - how many pages of a kind
 */
export async function walk(who: Visitor, from: string[], often: (kind: string) => number): Promise<WalkedPage[]> {
  const queue = [...from]
  const seen = new Set<string>()
  const opened = new Map<string, number>()
  const pages: WalkedPage[] = []
  for (const path of queue) {
    const kind = kindOfPath(path)
    const times = opened.get(kind) ?? 0
    if (seen.has(path) || times >= often(kind)) continue
    seen.add(path)
    opened.set(kind, times + 1)
    const answer = await who.get(path)
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false
    const html = isPage ? await answer.text() : ''
    if (!isPage) await answer.arrayBuffer()
    pages.push({ path, status: answer.status, html })
    for (const [, href] of html.matchAll(/<a [^>]*href="([^"#]*)/g)) {
      const url = new URL(unescaped(href!), `http://localhost${path}`)
      if (href && url.host === 'localhost') queue.push(url.pathname + url.search)
    }
  }
  return pages
}

export interface FormField {
  name: string
  type: string
  value: string
  isRequired: boolean
  isChecked: boolean
  options: string[]
}

export interface Form {
  action: string
  fields: FormField[]
}

const typedAs = (html: string) => unescaped(html.replaceAll('&lt;', '<').replaceAll('&gt;', '>'))

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag)
  return found
    ? unescaped(found[1] ?? '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
    : undefined
}

/** The forms of a page that change something, but for signing out. */
export function formsIn(html: string, path: string): Form[] {
  return [...html.matchAll(/<form ([^>]*)>(.*?)<\/form>/gs)].flatMap(([, head, body]) => {
    const action = attribute(` ${head} `, 'action') ?? path
    if (attribute(` ${head} `, 'method') !== 'post' || action === '/sign-out') return []
    const fields = [...body!.matchAll(/<(input)\b([^>]*)>|<(select|textarea|button)\b([^>]*)>(.*?)<\/\3>/gs)].flatMap(
      ([, input, inputHead, other, otherHead, inside = '']): FormField[] => {
        const element = input ?? other
        const tag = ` ${inputHead ?? otherHead} `
        const name = attribute(tag, 'name')
        if (!name) return []
        const options = element === 'select' ? [...inside.matchAll(/<option [^>]*value="([^"]*)"([^>]*)/g)] : []
        const chosen = options.find(([, , rest]) => / selected/.test(rest!)) ?? options[0]
        const type = element === 'input' ? (attribute(tag, 'type') ?? 'text') : element!
        const value = element === 'textarea' ? typedAs(inside) : element === 'select' ? (chosen?.[1] ?? '') : attribute(tag, 'value')
        return [
          {
            ...{ name, type, value: value ?? '', options: options.map(([, one]) => one!) },
            ...{ isRequired: attribute(tag, 'required') !== undefined, isChecked: attribute(tag, 'checked') !== undefined },
          },
        ]
      },
    )
    return [{ action, fields }]
  })
}
