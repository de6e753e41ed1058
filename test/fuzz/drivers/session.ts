import { runSteps } from './run.ts'
import * as steps from './steps.ts'

/** People come and go, with all that can befall servers, keychain, disk and clock meanwhile. */
export function run(seed: number): Promise<void> {
  return runSteps(seed, {
    count: 60,
    steps: [
      [14, steps.wait],
      [14, steps.waitBriefly],
      [9, steps.signIn],
      [3, steps.signInOtherwise],
      [5, steps.signOut],
      [3, steps.switchAccount],
      [4, steps.continueAs],
      [2, steps.forget],
      [4, steps.restart],
      [2, steps.moveWorkspace],
      [5, steps.sendMessages],
      [5, steps.changeChat],
      [5, steps.changeService],
      [4, steps.revoke],
      [1, steps.endSessions],
      [3, steps.cut],
      [6, steps.changeVault],
      [1, steps.changeDisk],
      [3, steps.retryNow],
      [2, steps.sleep],
      [1, steps.setClock],
      [1, steps.setServerClocks],
    ],
    begin: steps.signIn,
  })
}
