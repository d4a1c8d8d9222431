export * from './components.tsx'
export * from './labels.ts'
export * from './layout.tsx'
