import { runSteps } from './run.ts'
import * as steps from './steps.ts'

/** One person, clocks that disagree, and answers that come late. */
export function run(seed: number): Promise<void> {
  return runSteps(seed, {
    count: 60,
    steps: [
      [16, steps.wait],
      [16, steps.waitBriefly],
      [8, steps.sendMessages],
      [5, steps.revoke],
      [4, steps.changeService],
      [4, steps.changeChat],
      [4, steps.cut],
      [4, steps.setClock],
      [4, steps.setServerClocks],
      [3, steps.sleep],
      [3, steps.retryNow],
      [1, steps.signIn],
      [1, steps.restart],
    ],
    async begin(ground) {
      await steps.setServerClocks(ground)
      await steps.signIn(ground)
      await steps.wait(ground)
    },
  })
}
