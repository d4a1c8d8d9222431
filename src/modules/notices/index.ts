export { runOutbox } from './outbox.ts'
export { letterOf } from './rules.ts'
export { type Mailer, noticesOfMove, remindOfCall, sendDue } from './service.ts'
