export { runOutbox } from './outbox.ts'
export { letterOf } from './rules.ts'
export { type Mailer, noticesOfMove, sendDue } from './service.ts'
