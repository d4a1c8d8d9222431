import acara from '../../data-catalog/programmes/acara.json' with { type: 'json' }
import ies from '../../data-catalog/programmes/ies.json' with { type: 'json' }
import mona from '../../data-catalog/programmes/mona.json' with { type: 'json' }
import ndb from '../../data-catalog/programmes/ndb.json' with { type: 'json' }
import npd from '../../data-catalog/programmes/npd.json' with { type: 'json' }
import statisticsAct from '../../data-catalog/programmes/statistics-act.json' with { type: 'json' }
import { addDocuments } from './index.ts'

/** Knows the programmes that were read from a survey. On Workers they are assets (main.edge.deps.ts): a bundle is limited in size. */
export const knowSurveyed = (): void => addDocuments([statisticsAct, ndb, npd, acara, ies, mona])
