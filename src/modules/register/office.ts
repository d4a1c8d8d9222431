import type { Organisation } from '../../auth/index.ts'
import { type Programme, programme } from '../../programmes/index.ts'

/** The organisation as the middleware hands it over, with the version of its programme that holds today. */
export type Office = Organisation & { programmeVersion?: string }
export const programmeOfOffice = (office: Office): Programme => programme(office.programmeId ?? '', office.programmeVersion)
