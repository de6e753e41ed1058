import { runSteps } from './run.ts'
import * as steps from './steps.ts'

/** One person with much to say, while answers are lost, tokens end and sockets break. */
export function run(seed: number): Promise<void> {
  return runSteps(seed, {
    count: 80,
    steps: [
      [30, steps.sendMessages],
      [20, steps.waitBriefly],
      [6, steps.wait],
      [8, steps.changeChat],
      [4, steps.changeService],
      [5, steps.revoke],
      [5, steps.cut],
      [3, steps.retryNow],
      [1, steps.sleep],
    ],
    async begin(ground) {
      ground.call('sign in alice', () =>
        ground.harness.run.session.signIn(
          { method: 'service', userId: 'alice', password: 'alice-sandbox' },
          true,
        ),
      )
      await ground.clock.turn(5_000)
    },
  })
}
