import type { Section } from '../blocks.ts'
import type { Report } from '../report.ts'
import { anonymity } from './anonymity.ts'
import { attacks } from './attacks.ts'
import { distributions } from './distributions.ts'
import { earlier } from './earlier.ts'
import { frontier } from './frontier.ts'
import { loss } from './loss.ts'
import { measures } from './measures.ts'
import { notes } from './notes.ts'
import { outcome } from './outcome.ts'
import { outside } from './outside.ts'
import { record } from './record.ts'
import { risk } from './risk.ts'

/**
 * A report in plain Japanese for people who are not statisticians, section by section. It holds nothing that report.json does
 * not; k is never named without its columns and its unit (rule B1).
 */
export const sectionsOf = (report: Report): Section[] =>
  [
    outcome(report),
    measures(report),
    anonymity(report),
    risk(report),
    attacks(report),
    outside(report),
    earlier(report),
    loss(report),
    frontier(report),
    distributions(report),
    notes(report),
    record(report),
  ].filter((section) => section !== null)
