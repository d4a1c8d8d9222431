export { dataPackage, type ReleasedColumn } from './data-package.ts'
export { renderReportHtml } from './html.ts'
export { recipientSummary } from './recipient-summary.ts'
export { type Report, reportForm, reportSchema } from './report.ts'
