import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { Failure, toFailure } from '../auth/errors.ts'
import { quote, type EchoCheck } from '../logging/echo.ts'

/** The step at which an error came. */
export type OidcStep = 'discovery' | 'answer' | 'code' | 'renewal'

/**
 * An error of openid-client as a Failure. `invalid_grant` is definite (RFC 6749 section 5.2): for a code it is `codeRefused`, for
 * a refresh token `singleSignOnEnded`. Texts of the provider are shown without the secrets that were sent.
 */
export function oidcFailure(
  error: unknown,
  step: OidcStep,
  host: string,
  isEcho: EchoCheck = () => false,
): Failure {
  const failure = innerFailure(error)
  if (failure) return failure
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    return refusal(error.error, error.error_description, { step, host, isEcho })
  }
  if (error instanceof WWWAuthenticateChallengeError) {
    return providerRefused('', { step, host, isEcho })
  }
  if (error instanceof ClientError) return invalidAnswer(error, step, host)
  return toFailure(error)
}

/** A failure of our own `fetch`, which openid-client wraps. */
function innerFailure(error: unknown): Failure | null {
  if (error instanceof Failure) return error
  return error instanceof Error && error.cause !== undefined ? innerFailure(error.cause) : null
}

interface Refused {
  step: OidcStep
  host: string
  isEcho: EchoCheck
}

function refusal(code: string, description: string | undefined, refused: Refused): Failure {
  const { step, host } = refused
  const about = { host }
  switch (code) {
    case 'access_denied':
      return new Failure('signInDenied', 'The sign-in was denied.', { origin: 'server', about })
    case 'invalid_grant':
      return step === 'renewal'
        ? new Failure('singleSignOnEnded', 'The identity provider ended the sign-in.', {
            origin: 'server',
            about,
          })
        : new Failure('codeRefused', 'The identity provider refused the code.', {
            origin: 'server',
            about,
          })
    case 'server_error':
    case 'temporarily_unavailable':
      return new Failure('serverError', `${host} has a problem.`, { about })
    default:
      return providerRefused(description || code, refused)
  }
}

/** At a renewal it can be tried again: an administrator may be changing the registration of the app. */
function providerRefused(text: string, { step, host, isEcho }: Refused): Failure {
  const said = quote(text, isEcho)
  return new Failure('providerRefused', `${host} refused the sign-in.`, {
    origin: 'server',
    canRetry: step === 'renewal',
    about: { host, ...(said === '' ? {} : { text: said }) },
  })
}

/** The codes of oauth4webapi for what is in an ID token. */
const ofIdToken: ReadonlySet<string> = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
])

/** The cause is left out: it can hold the answer, and so the tokens. */
function invalidAnswer({ code = '' }: ClientError, step: OidcStep, host: string): Failure {
  const about = { host }
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED') {
    return new Failure('issuerMismatch', `${host} names another issuer.`, { about })
  }
  if (step === 'code' && ofIdToken.has(code)) {
    return new Failure('idTokenInvalid', `The ID token of ${host} is invalid (${code}).`, { about })
  }
  return new Failure('badAnswer', `${host} gave an invalid answer (${code}).`, { about })
}
