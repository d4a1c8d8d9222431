// No programme took effect before 2017; a clock never starts earlier than its case.
const FIRST_YEAR = 2016

/** The calendar of national holidays as a code list, from the package that follows the Cabinet Office's list. */
export async function buildHolidays(): Promise<{ path: string; content: string }[]> {
  // The app reads the list, never the package: 230 KB of names and weekdays stay out of the edge bundle.
  const { default: package_ } = await import('@holiday-jp/holiday_jp')
  const dates = Object.keys(package_.holidays)
    .filter((date) => Number(date.slice(0, 4)) >= FIRST_YEAR)
    .sort()
  const list = {
    title: '国民の祝日と年末年始の休日',
    source: 'https://github.com/holiday-jp/holiday_jp-js (MIT), following the list of the Cabinet Office',
    from: `${FIRST_YEAR}-01-01`,
    to: `${dates.at(-1)!.slice(0, 4)}-12-31`,
    yearEnd: ['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'],
    holidays: dates,
  }
  return [{ path: 'data-catalog/codes/holidays.json', content: `${JSON.stringify(list, null, 1)}\n` }]
}
