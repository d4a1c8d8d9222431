import { defineConfig } from 'vitest/config'

const json = process.env.SAKYU_TEST_JSON

export default defineConfig({
  test: {
    reporters: json ? ['default', ['json', { outputFile: json }]] : ['default'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/{spec,property,unit,web}/**/*.test.{ts,tsx}', 'test/spec/**/*.spec.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
