export * from './components.tsx'
export { ORDER_STATES, RUN_FAILURES, RUN_STEPS } from './labels/processing.ts'
export * from './labels.ts'
export * from './layout.tsx'
