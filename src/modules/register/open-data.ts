import { japanDate } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import type { EntryVersion, MadeData, RegisterEntry } from './model.ts'

/** Who publishes, and where its pages are: https://example.lg.jp/sakyu-ken */
export interface Publisher {
  id: string
  name: string
  home: string
}

const date = (at: number) => ({ '@value': japanDate(at), '@type': 'xsd:date' })
const ja = (text: string) => ({ '@value': text, '@language': 'ja' })
const page = (entry: RegisterEntry, { home }: Publisher) => `${home}/register/${entry.slug}`
const isOpenFile = (made: readonly MadeData[]) => made.length > 0

/**
 * The register as a catalogue in DCAT-AP (JSON-LD). The files themselves are not to be had: a dataset has no distribution,
 * only its page; the register as data is a dataset of its own, with its two files.
 *
 * Every resource says its class, also that it is one: its shapes are read without inference.
 *
 * @source DCAT-AP 3.0.0: mandatory title, description and publisher of a catalogue, title and description of a dataset, access
 * address of a distribution
 */
export function dcatCatalogue(publisher: Publisher, entries: readonly RegisterEntry[], made: readonly MadeData[], programme: Programme) {
  const agent = { '@id': publisher.home, '@type': 'foaf:Agent', 'foaf:name': ja(publisher.name) }
  const register = `${publisher.home}/register`
  const updated = Math.max(0, ...entries.map(({ updatedAt }) => updatedAt))
  const dates = updated > 0 ? { 'dct:modified': date(updated) } : {}
  const distribution = (path: string, title: string, mediaType: string) => ({
    '@id': `${publisher.home}/${path}#distribution`,
    '@type': 'dcat:Distribution',
    'dct:title': ja(title),
    'dcat:accessURL': { '@id': `${publisher.home}/${path}`, '@type': 'rdfs:Resource' },
    'dcat:downloadURL': { '@id': `${publisher.home}/${path}`, '@type': 'rdfs:Resource' },
    'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}`, '@type': 'dct:MediaType' },
  })
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': `${register}#catalogue`,
    '@type': 'dcat:Catalog',
    'dct:title': ja(`${publisher.name} 個人情報ファイル簿`),
    'dct:description': ja(`${publisher.name}が保有する個人情報ファイルの一覧（${programme.articles.register ?? programme.law.name}）。`),
    'dct:publisher': agent,
    'dct:language': { '@id': 'http://publications.europa.eu/resource/authority/language/JPN', '@type': 'dct:LinguisticSystem' },
    'foaf:homepage': { '@id': register, '@type': 'foaf:Document' },
    ...dates,
    'dcat:dataset': [
      {
        '@id': `${register}#register`,
        '@type': 'dcat:Dataset',
        'dct:title': ja('個人情報ファイル簿'),
        'dct:description': ja('すべての個人情報ファイルの記載を、1ファイル1行で収めたもの。'),
        'dct:publisher': agent,
        ...dates,
        'dcat:distribution': [
          distribution('register.csv', '個人情報ファイル簿（CSV）', 'text/csv'),
          distribution('register.json', '個人情報ファイル簿（JSON）', 'application/json'),
        ],
      },
      ...entries.map((entry) => ({
        '@id': `${page(entry, publisher)}#dataset`,
        '@type': 'dcat:Dataset',
        'dct:identifier': entry.slug,
        'dct:title': ja(entry.name),
        'dct:description': ja(`${entry.content.purpose}（記録範囲：${entry.content.scope}）`),
        'dct:publisher': agent,
        'dct:issued': date(entry.publishedAt),
        'dct:modified': date(entry.updatedAt),
        'dcat:landingPage': { '@id': page(entry, publisher), '@type': 'foaf:Document' },
        'dcat:keyword': [...new Set(entry.content.items.map(({ name }) => name))].map(ja),
        'dct:accessRights': {
          '@id': `http://publications.europa.eu/resource/authority/access-right/${
            isOpenFile(made.filter(({ entryId }) => entryId === entry.id)) ? 'RESTRICTED' : 'NON_PUBLIC'
          }`,
          '@type': 'dct:RightsStatement',
        },
        'dcat:version': String(entry.version),
      })),
    ],
  }
}

/** One entry as a schema.org Dataset, for the head of its page. */
export const schemaOrgDataset = (publisher: Publisher, entry: RegisterEntry) => ({
  '@context': 'https://schema.org',
  '@type': 'Dataset',
  '@id': `${page(entry, publisher)}#dataset`,
  url: page(entry, publisher),
  name: entry.name,
  description: `${entry.content.purpose}（記録範囲：${entry.content.scope}）`.padEnd(50, '　').slice(0, 5_000),
  inLanguage: 'ja',
  identifier: entry.slug,
  version: String(entry.version),
  isAccessibleForFree: false,
  dateModified: japanDate(entry.updatedAt),
  datePublished: japanDate(entry.publishedAt),
  variableMeasured: entry.content.items.map(({ name }) => name),
  creator: { '@type': 'GovernmentOrganization', name: entry.content.authority, parentOrganization: publisher.name },
  includedInDataCatalog: { '@type': 'DataCatalog', name: `${publisher.name} 個人情報ファイル簿`, url: `${publisher.home}/register` },
})

/** JSON that may stand in a script element: nothing in it can end the element. */
export const inScript = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

// Characters that XML 1.0 has no way to write are left out.
const xml = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

export interface Change extends Pick<EntryVersion, 'version' | 'kind' | 'reason' | 'publishedAt'> {
  entry: RegisterEntry
}

const KINDS = { published: '記載', amended: '修正', confirmed: '棚卸し', archived: '消除' } as const

/** The newest changes of the register as an Atom feed. @source RFC 4287 */
export const atomFeed = (publisher: Publisher, changes: readonly Change[]): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">',
    `<title>${xml(`${publisher.name} 個人情報ファイル簿の変更`)}</title>`,
    `<id>${xml(`${publisher.home}/register`)}</id>`,
    `<link rel="self" type="application/atom+xml" href="${xml(`${publisher.home}/register.atom`)}"/>`,
    `<link href="${xml(`${publisher.home}/register`)}"/>`,
    `<updated>${new Date(changes[0]?.publishedAt ?? 0).toISOString()}</updated>`,
    `<author><name>${xml(publisher.name)}</name></author>`,
    ...changes.map(({ entry, version, kind, reason, publishedAt }) =>
      [
        '<entry>',
        `<title>${xml(`${KINDS[kind]}：${entry.name}`)}</title>`,
        `<id>${xml(`${page(entry, publisher)}/history#version-${version}`)}</id>`,
        `<link href="${xml(page(entry, publisher))}"/>`,
        `<updated>${new Date(publishedAt).toISOString()}</updated>`,
        `<summary>${xml(`第${version}版　${reason}`)}</summary>`,
        '</entry>',
      ].join(''),
    ),
    '</feed>',
    '',
  ].join('\n')

/** Addresses of the public pages, for search engines. @source sitemaps.org protocol 0.9: at most 50,000 addresses */
export const sitemap = (pages: readonly { url: string; at?: number }[]): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...pages
      .slice(0, 50_000)
      .map(({ url, at }) => `<url><loc>${xml(url)}</loc>${at === undefined ? '' : `<lastmod>${japanDate(at)}</lastmod>`}</url>`),
    '</urlset>',
    '',
  ].join('\n')
