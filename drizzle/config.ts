import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./src/audit/schema.ts', './src/auth/schema.ts', './src/modules/*/schema.ts', './src/demo/schema.ts'],
  out: './drizzle/migrations',
})
