import { requestJson } from '../../../main/network/http.ts'
import { testRequests } from '../../support/httpTests.ts'

// By Node's fetch; test/e2e/fetch.test.ts does it by the app's.
testRequests((request) => requestJson({ fetch }, request))
