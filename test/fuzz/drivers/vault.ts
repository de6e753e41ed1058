import { createKeychainStorage } from './keychain.ts'
import { runSteps } from './run.ts'
import * as steps from './steps.ts'

/** People come and go on the real vault, whose keychain is locked, away, or loses answers. */
export function run(seed: number): Promise<void> {
  return runSteps(seed, {
    count: 50,
    steps: [
      [8, steps.wait],
      [20, steps.waitBriefly],
      [10, steps.signIn],
      [1, steps.signInOtherwise],
      [8, steps.signOut],
      [2, steps.switchAccount],
      [4, steps.continueAs],
      [4, steps.forget],
      [4, steps.restart],
      [1, steps.moveWorkspace],
      [4, steps.revoke],
      [14, steps.changeVault],
      [1, steps.changeDisk],
    ],
    storage: createKeychainStorage,
    begin: steps.signIn,
  })
}
