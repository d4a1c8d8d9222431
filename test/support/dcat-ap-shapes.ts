/** What DCAT-AP 3.0 asks of a property: how many values, and of what kind. */
interface Rule {
  least?: number
  most?: number
  /** a text; a date of any exactness; a value of that datatype; a resource of that class */
  of: 'text' | 'date' | `type ${string}` | `${string}:${string}`
}

/**
 * The constraints of DCAT-AP 3.0.0 on the classes that a register's catalogue has, or may come to have: how many values of a
 * property, and of which class. They are those of the shapes that the specification publishes for these classes
 * (SEMICeu/DCAT-AP, releases/3.0.0/shacl/dcat-ap-SHACL.ttl, © European Union, CC BY 4.0), every one, in a table of our own;
 * the file itself is not kept here. Beyond it stands what only the text of the specification says: `text` and `date`.
 *
 * @source DCAT-AP 3.0.0 (semiceu.github.io/DCAT-AP/releases/3.0.0), compared property by property on 2026-11-21
 */
const DCAT_AP: Record<string, Record<string, Rule>> = {
  'foaf:Agent': { 'foaf:name': { least: 1, of: 'text' }, 'dct:type': { most: 1, of: 'skos:Concept' } },
  'skos:Concept': { 'skos:prefLabel': { least: 1, of: 'text' } },
  'skos:ConceptScheme': { 'dct:title': { least: 1, of: 'text' } },
  'dct:LicenseDocument': { 'dct:type': { of: 'skos:Concept' } },
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
    'dct:spatial': { of: 'dct:Location' },
    'dct:temporal': { of: 'dct:PeriodOfTime' },
    'dct:hasPart': { of: 'dcat:Catalog' },
    'dcatap:applicableLegislation': { of: 'eli:LegalResource' },
    'foaf:homepage': { most: 1, of: 'foaf:Document' },
    'dcat:catalog': { of: 'dcat:Catalog' },
    'dcat:dataset': { of: 'dcat:Dataset' },
    'dcat:record': { of: 'dcat:CatalogRecord' },
    'dcat:service': { of: 'dcat:DataService' },
    'dcat:themeTaxonomy': { of: 'skos:ConceptScheme' },
  },
  'dcat:Dataset': {
    'dct:title': { least: 1, of: 'text' },
    'dct:description': { least: 1, of: 'text' },
    'dct:identifier': { of: 'text' },
    'dct:publisher': { most: 1, of: 'foaf:Agent' },
    'dct:creator': { of: 'foaf:Agent' },
    'dct:issued': { most: 1, of: 'date' },
    'dct:modified': { most: 1, of: 'date' },
    'dct:accessRights': { most: 1, of: 'dct:RightsStatement' },
    'dct:accrualPeriodicity': { most: 1, of: 'dct:Frequency' },
    'dct:conformsTo': { of: 'dct:Standard' },
    'dct:isReferencedBy': { of: 'rdfs:Resource' },
    'dct:language': { of: 'dct:LinguisticSystem' },
    'dct:provenance': { of: 'dct:ProvenanceStatement' },
    'dct:relation': { of: 'rdfs:Resource' },
    'dct:source': { of: 'dcat:Dataset' },
    'dct:spatial': { of: 'dct:Location' },
    'dct:temporal': { of: 'dct:PeriodOfTime' },
    'dct:type': { most: 1, of: 'skos:Concept' },
    'dcatap:applicableLegislation': { of: 'eli:LegalResource' },
    'adms:identifier': { of: 'adms:Identifier' },
    'adms:sample': { of: 'dcat:Distribution' },
    'foaf:page': { of: 'foaf:Document' },
    'prov:qualifiedAttribution': { of: 'prov:Attribution' },
    'prov:wasGeneratedBy': { of: 'prov:Activity' },
    'dcat:contactPoint': { of: 'vcard:Kind' },
    'dcat:distribution': { of: 'dcat:Distribution' },
    'dcat:hasVersion': { of: 'dcat:Dataset' },
    'dcat:inSeries': { of: 'dcat:DatasetSeries' },
    'dcat:keyword': { of: 'text' },
    'dcat:landingPage': { of: 'foaf:Document' },
    'dcat:qualifiedRelation': { of: 'dcat:Relationship' },
    'dcat:spatialResolutionInMeters': { of: 'type xsd:decimal' },
    'dcat:temporalResolution': { of: 'type xsd:duration' },
    'dcat:theme': { of: 'skos:Concept' },
    'dcat:version': { most: 1, of: 'text' },
  },
  'dcat:Distribution': {
    'dcat:accessURL': { least: 1, of: 'rdfs:Resource' },
    'dcat:downloadURL': { of: 'rdfs:Resource' },
    'dcat:mediaType': { most: 1, of: 'dct:MediaType' },
    'dct:title': { of: 'text' },
    'dct:description': { of: 'text' },
    'dct:conformsTo': { of: 'dct:Standard' },
    'dct:format': { most: 1, of: 'dct:MediaTypeOrExtent' },
    'dct:issued': { most: 1, of: 'date' },
    'dct:language': { of: 'dct:LinguisticSystem' },
    'dct:license': { most: 1, of: 'dct:LicenseDocument' },
    'dct:modified': { most: 1, of: 'date' },
    'dct:rights': { most: 1, of: 'dct:RightsStatement' },
    'dcatap:applicableLegislation': { of: 'eli:LegalResource' },
    'dcatap:availability': { most: 1, of: 'skos:Concept' },
    'adms:status': { most: 1, of: 'skos:Concept' },
    'foaf:page': { of: 'foaf:Document' },
    'odrl:hasPolicy': { most: 1, of: 'odrl:Policy' },
    'spdx:checksum': { most: 1, of: 'spdx:Checksum' },
    'dcat:accessService': { of: 'dcat:DataService' },
    'dcat:byteSize': { most: 1, of: 'type xsd:nonNegativeInteger' },
    'dcat:compressFormat': { most: 1, of: 'dct:MediaType' },
    'dcat:packageFormat': { most: 1, of: 'dct:MediaType' },
    'dcat:spatialResolutionInMeters': { of: 'type xsd:decimal' },
    'dcat:temporalResolution': { of: 'type xsd:duration' },
  },
}

const CONTEXT = {
  sh: 'http://www.w3.org/ns/shacl#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  adms: 'http://www.w3.org/ns/adms#',
  dcatap: 'http://data.europa.eu/r5r/',
  eli: 'http://data.europa.eu/eli/ontology#',
  odrl: 'http://www.w3.org/ns/odrl/2/',
  prov: 'http://www.w3.org/ns/prov#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

const kindOf = (of: Rule['of']) => {
  if (of === 'text') return { 'sh:nodeKind': { '@id': 'sh:Literal' } }
  if (of.startsWith('type ')) return { 'sh:datatype': { '@id': of.slice(5) } }
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
