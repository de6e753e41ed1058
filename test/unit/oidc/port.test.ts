import { FakeClock } from '../../support/fakes.ts'
import { FakeSingleSignOn } from '../../support/fakeSingleSignOn.ts'
import { testSingleSignOn } from '../../support/singleSignOnTests.ts'
import { openSingleSignOn } from './harness.ts'

testSingleSignOn('the fake', async () => new FakeSingleSignOn(new FakeClock()))
testSingleSignOn('the real one', async (t) => (await openSingleSignOn(t)).singleSignOn)
