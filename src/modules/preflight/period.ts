import { daysBetween, type IsoDate } from '../../core/index.ts'
import { type Programme, sameDayMonthsOn, settingValue } from '../../programmes/index.ts'

/** How long a use is, and which bounds it passes: the longest that the programme allows, the organisation's own guideline. */
export interface PeriodOutlook {
  days: number
  /** years of the bound that is passed */
  longest?: number
  guideline?: number
}

/** A use from one day to another, both counted. @source 規則57条 names no number; term.max and term.guideline of the programme */
export function periodOutlook(programme: Programme, from: IsoDate, to: IsoDate): PeriodOutlook {
  const passed = (key: string) => {
    const years = settingValue(programme, key)
    return typeof years === 'number' && to >= sameDayMonthsOn(from, years * 12) ? years : undefined
  }
  const [longest, guideline] = [passed('term.max'), passed('term.guideline')]
  return {
    days: daysBetween(from, to) + 1,
    ...(longest === undefined ? {} : { longest }),
    ...(guideline === undefined ? {} : { guideline }),
  }
}
