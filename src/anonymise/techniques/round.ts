import { formatNumber } from '../values/number.ts'
import { overNumbers, type Technique } from './technique.ts'

/** Digits behind the decimal point of a number's shortest text. */
export const decimals = (value: number): number => {
  const [mantissa, exponent] = String(value).toLowerCase().split('e') as [string, string | undefined]
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent ?? 0))
}

/** The nearest multiple of step, halves away from zero, exact in decimal: 0.15 to 0.1 is 0.2. */
export function roundTo(value: number, step: number): number {
  const digits = Math.max(decimals(value), decimals(step))
  const scale = 10 ** digits
  const scaled = Math.round(Math.abs(value) * scale)
  const unit = Math.round(step * scale)
  if (!Number.isSafeInteger(scaled) || !Number.isSafeInteger(unit * 2))
    return Math.sign(value) * Math.floor(Math.abs(value) / step + 0.5) * step
  const steps = Math.floor((2 * scaled + unit) / (2 * unit))
  return steps === 0 ? 0 : (Math.sign(value) * steps * unit) / scale
}

/** round (丸め): the nearest multiple of `step`. */
export const round: Technique<{ step: number }> = {
  name: 'round',
  lower: ({ step }) => [overNumbers((value) => formatNumber(roundTo(value, step)))],
}
