import { runSuite, unit } from './test/nodeTests.ts'
import { runStep, staticSteps } from './check/steps.ts'

/** `npm run check`, the fast part of `npm test`: types, format, lint with the import directions, unit tests. */
for (const step of staticSteps) {
  if (!(await runStep(step))) process.exit(1)
}
const { failed } = await runSuite(unit)
process.exit(failed === 0 ? 0 : 1)
