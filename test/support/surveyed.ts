import { knowSurveyed } from '../../src/programmes/surveyed.ts'

// As a Node process does when it starts (main.deps.ts).
knowSurveyed()
