import { env } from 'cloudflare:test'
import type { EdgeBindings } from '../../../src/main.edge.deps.ts'
import { knowShipped } from '../../../src/main.shipped.ts'
import { assetFiles } from '../../../src/platform/edge/shipped.ts'

// As a Worker does when it starts (main.edge.ts).
await knowShipped(assetFiles((env as unknown as EdgeBindings).ASSETS))
