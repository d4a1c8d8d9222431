import { knowShipped } from '../../src/main.shipped.ts'
import { shippedFiles } from '../../src/platform/node/shipped.ts'

// As a Node process does when it starts (main.deps.ts).
await knowShipped(shippedFiles)
