export type { ClaimedOrder, ProcessingOrder, ProcessingResult, RunProgress } from './model.ts'
export { HEARTBEAT_MS } from './model.ts'
export { acceptResult, addRunner, embeddedRunner, forgetResult, issueOrder, resultOf } from './service.ts'
export { orderOfCase } from './store.ts'
