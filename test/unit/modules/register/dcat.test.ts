import { describe, expect, it } from 'vitest'
import { asEntry } from '../../../../src/modules/register/differences.ts'
import { dcatCatalogue } from '../../../../src/modules/register/open-data.ts'
import { programme } from '../../../../src/programmes/index.ts'
import { dcatApShapes } from '../../../support/dcat-ap-shapes.ts'
import { entryDraft } from '../../../support/entries.ts'

interface Term {
  termType: string
  value: string
  language?: string
  datatype?: Term
}
type Quad = Record<'subject' | 'predicate' | 'object', Term>
interface Report {
  conforms: boolean
  results: { path: Term | null; focusNode: Term; sourceConstraintComponent: Term }[]
}

/** A package without types of its own, or nothing where it was not installed. */
async function optional<T>(name: string): Promise<T | undefined> {
  try {
    return ((await import(name)) as { default: T }).default
  } catch (error) {
    if (/Cannot find (package|module)|Failed to (load|resolve)|does the file exist/i.test(String(error))) return undefined
    throw error
  }
}

const jsonld = await optional<{ toRDF(document: unknown, options: unknown): Promise<Quad[]> }>('jsonld')
const Validator = await optional<new (shapes: unknown) => { validate(data: unknown): Promise<Report> }>('rdf-validate-shacl')
const model = await optional<{
  namedNode(value: string): Term
  blankNode(value: string): Term
  literal(value: string, of?: string | Term): Term
  quad(subject: Term, predicate: Term, object: Term): unknown
}>('@rdfjs/data-model')
const datasets = await optional<{ dataset(quads: unknown[]): unknown }>('@rdfjs/dataset')
const isInstalled = Boolean(jsonld && Validator && model && datasets)
if (!isInstalled) console.warn('dcat.test.ts: skipped, the SHACL validator is not installed here (npm ci brings it)')

const publisher = { id: 'ken', name: '試験県', home: 'https://example.jp/ken' }
const at = Date.parse('2026-04-15T10:00:00+09:00')
const entry = (slug: string, name: string) => ({
  ...asEntry(entryDraft({ slug, name })),
  ...{ id: `id-${slug}`, version: 3, publishedAt: at, updatedAt: at },
})
const made = {
  ...{ id: 'm', organisationId: 'ken', entryId: 'id-tax', caseId: 'c', persons: 9, items: ['性別'], desk: '窓口', deskAddress: '住所' },
  ...{ proposalsFrom: '2026-10-01', proposalsTo: '2027-09-30', createdAt: 0 },
} as unknown as Parameters<typeof dcatCatalogue>[2][number]
const catalogueOf = (entries: ReturnType<typeof entry>[]) =>
  JSON.parse(JSON.stringify(dcatCatalogue(publisher, entries, [made], programme('appi')))) as Catalogue
type Catalogue = Record<string, unknown> & { 'dcat:dataset': Record<string, unknown>[] }

/** A JSON-LD document as a graph. Contexts stand in the documents: nothing is fetched. */
async function graph(document: unknown): Promise<unknown> {
  const documentLoader = () => Promise.reject(new Error('a context from elsewhere'))
  const quads = await jsonld!.toRDF(document, { documentLoader })
  const data = model!
  const term = ({ termType, value, language, datatype }: Term): Term =>
    termType === 'NamedNode'
      ? data.namedNode(value)
      : termType === 'BlankNode'
        ? data.blankNode(value.replace('_:', ''))
        : data.literal(value, language || data.namedNode(datatype!.value))
  return datasets!.dataset(quads.map(({ subject, predicate, object }) => data.quad(term(subject), term(predicate), term(object))))
}

const LAST = /[^/#]+$/
/** "property constraint" of every violation. */
async function violations(document: unknown): Promise<string[]> {
  const { conforms, results } = await new Validator!(await graph(dcatApShapes)).validate(await graph(document))
  const found = results.map(({ path, sourceConstraintComponent: of }) => `${LAST.exec(path?.value ?? '')?.[0]} ${LAST.exec(of.value)?.[0]}`)
  expect(conforms).toBe(found.length === 0)
  return found.map((one) => one.replace('ConstraintComponent', ''))
}

describe.skipIf(!isInstalled)('the catalogue before a SHACL validator', () => {
  it.each([
    ['two files, one with made data', [entry('tax', '住民税課税台帳'), entry('odd', '</script><b>&"台帳"')]],
    ['an empty register', []],
  ])('%s: conforms to DCAT-AP', async (_, entries) => expect(await violations(catalogueOf(entries))).toEqual([]))

  it.each<[string, (catalogue: Catalogue) => void, string]>([
    ['no title', (c) => void delete c['dct:title'], 'title MinCount'],
    ['no publisher', (c) => void delete c['dct:publisher'], 'publisher MinCount'],
    ['a publisher that is none', (c) => void Object.assign(c, { 'dct:publisher': { '@id': 'https://example.jp/x' } }), 'publisher Class'],
    ['two homepages', (c) => void Object.assign(c, { 'foaf:homepage': ['https://a.jp', 'https://b.jp'].map(page) }), 'homepage MaxCount'],
    ['a day that is text', (c) => void Object.assign(c['dcat:dataset'][1]!, { 'dct:modified': '昨日' }), 'modified Or'],
    ['a file without description', (c) => void delete c['dcat:dataset'][1]!['dct:description'], 'description MinCount'],
    [
      'an address that is text',
      (c) => void Object.assign((c['dcat:dataset'][0]!['dcat:distribution'] as object[])[0]!, { 'dcat:accessURL': 'register.csv' }),
      'accessURL Class',
    ],
    [
      'a keyword that is a thing',
      (c) => void Object.assign(c['dcat:dataset'][1]!, { 'dcat:keyword': page('https://a.jp') }),
      'keyword NodeKind',
    ],
    [
      'rights that are none',
      (c) => void Object.assign(c['dcat:dataset'][1]!, { 'dct:accessRights': { '@id': 'https://a.jp' } }),
      'accessRights Class',
    ],
  ])('%s: does not', async (_, spoil, violation) => {
    const catalogue = catalogueOf([entry('tax', '住民税課税台帳')])
    spoil(catalogue)
    expect(await violations(catalogue)).toEqual([violation])
  })
})

const page = (id: string) => ({ '@id': id, '@type': 'foaf:Document' })
