/** What DCAT-AP 3.0 asks of a property: how many values, and of what kind. */
interface Rule {
  least?: number
  most?: number
  /** a text; a date of any exactness; a resource; a resource of that class */
  of: 'text' | 'date' | 'resource' | `${string}:${string}`
}

/**
 * The constraints of DCAT-AP 3.0 on the classes that a register's catalogue has, cardinality and range.
 *
 * @source DCAT-AP 3.0.0, tables of Catalogue, Dataset, Distribution and Agent (semiceu.github.io/DCAT-AP/releases/3.0.0)
 */
const DCAT_AP: Record<string, Record<string, Rule>> = {
  'foaf:Agent': { 'foaf:name': { least: 1, of: 'text' }, 'dct:type': { most: 1, of: 'skos:Concept' } },
  'dcat:Catalog': {
    'dct:title': { least: 1, of: 'text' },
    'dct:description': { least: 1, of: 'text' },
    'dct:publisher': { least: 1, most: 1, of: 'foaf:Agent' },
    'dct:creator': { most: 1, of: 'foaf:Agent' },
    'dct:issued': { most: 1, of: 'date' },
    'dct:modified': { most: 1, of: 'date' },
    'dct:language': { of: 'dct:LinguisticSystem' },
    'dct:license': { most: 1, of: 'dct:LicenseDocument' },
    'dct:rights': { most: 1, of: 'dct:RightsStatement' },
    'foaf:homepage': { most: 1, of: 'foaf:Document' },
    'dcat:dataset': { of: 'dcat:Dataset' },
  },
  'dcat:Dataset': {
    'dct:title': { least: 1, of: 'text' },
    'dct:description': { least: 1, of: 'text' },
    'dct:identifier': { of: 'text' },
    'dct:publisher': { most: 1, of: 'foaf:Agent' },
    'dct:creator': { most: 1, of: 'foaf:Agent' },
    'dct:issued': { most: 1, of: 'date' },
    'dct:modified': { most: 1, of: 'date' },
    'dct:accessRights': { most: 1, of: 'dct:RightsStatement' },
    'dct:language': { of: 'dct:LinguisticSystem' },
    'dcat:keyword': { of: 'text' },
    'dcat:version': { most: 1, of: 'text' },
    'dcat:landingPage': { of: 'foaf:Document' },
    'dcat:distribution': { of: 'dcat:Distribution' },
  },
  'dcat:Distribution': {
    'dcat:accessURL': { least: 1, of: 'resource' },
    'dcat:downloadURL': { of: 'resource' },
    'dcat:mediaType': { most: 1, of: 'dct:MediaType' },
    'dct:title': { of: 'text' },
    'dct:license': { most: 1, of: 'dct:LicenseDocument' },
  },
}

const CONTEXT = {
  sh: 'http://www.w3.org/ns/shacl#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

const kindOf = (of: Rule['of']) => {
  if (of === 'text') return { 'sh:nodeKind': { '@id': 'sh:Literal' } }
  if (of === 'resource') return { 'sh:nodeKind': { '@id': 'sh:BlankNodeOrIRI' } }
  if (of !== 'date') return { 'sh:class': { '@id': of } }
  const dates = ['date', 'dateTime', 'gYear', 'gYearMonth'].map((type) => ({ 'sh:datatype': { '@id': `xsd:${type}` } }))
  return { 'sh:or': { '@list': dates } }
}

/** The constraints as SHACL shapes (JSON-LD). */
export const dcatApShapes = {
  '@context': CONTEXT,
  '@graph': Object.entries(DCAT_AP).map(([target, rules]) => ({
    '@id': `urn:shape:${target.replace(':', '-')}`,
    '@type': 'sh:NodeShape',
    'sh:targetClass': { '@id': target },
    'sh:property': Object.entries(rules).map(([path, { least, most, of }]) => ({
      'sh:path': { '@id': path },
      ...(least === undefined ? {} : { 'sh:minCount': least }),
      ...(most === undefined ? {} : { 'sh:maxCount': most }),
      ...kindOf(of),
    })),
  })),
}
