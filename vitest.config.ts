import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Without the network: no figures sent, no Request.cf fetched.
process.env.WRANGLER_SEND_METRICS = 'false'
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'

const json = process.env.SAKYU_TEST_JSON

export default defineConfig({
  test: {
    reporters: json ? ['default', ['json', { outputFile: json }]] : ['default'],
    // by itself it would leave one of two cores idle
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'node',
          setupFiles: ['./test/support/shipped.ts'],
          include: ['test/{spec,property,unit,web}/**/*.test.{ts,tsx}', 'test/spec/**/*.spec.ts'],
          exclude: ['test/web/*.worker.test.ts'],
          // cases that walk a whole proposal take a minute where the machine is busy
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
        test: {
          name: 'workers',
          include: ['test/web/*.worker.test.ts'],
          globalSetup: ['./test/support/edge/sqld.ts'],
          setupFiles: ['./test/support/edge/shipped.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      // one browser at a time: two would share two cores
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
