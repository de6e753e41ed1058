import type { ErrorAbout, ErrorCode, Field } from '../../preload/contract.ts'
import type { Texts } from './en.ts'
import { texts } from './texts.ts'

/** One sentence for an error code: what happened, then what to do. */
export function errorText(code: ErrorCode): string {
  return texts().errors.codes[code]
}

/** The sentence of an error; it names the host, the proxy or the server's own text where they are known. */
export function describeError(code: ErrorCode, about: ErrorAbout = {}): string {
  const { host, proxy, text, user, wantedUser } = about
  const { errors } = texts()
  switch (code) {
    case 'accessTokenRefused':
      return text ? errors.accessTokenRefused(text) : errorText(code)
    case 'otherPerson':
      return user && wantedUser ? errors.otherPerson(user, wantedUser) : errorText(code)
    case 'providerRefused':
      return text ? errors.providerRefused(text) : errorText(code)
    case 'proxyDenied':
      return proxy && host ? errors.proxyDenied(proxy, host) : errorText(code)
    case 'proxyUnreachable':
      return proxy ? errors.proxyUnreachable(proxy) : errorText(code)
    case 'proxyAuthUnsupported':
      return text ? errors.proxyAuthUnsupported(text) : errorText(code)
    case 'fileUnusable':
      return text ? errors.fileUnusable(text) : errorText(code)
    case 'redirected':
      return host && text ? errors.redirected(host, text) : errorText(code)
    case 'requestRefused':
      return text ? errors.requestRefused(text) : errorText(code)
    default:
      return errorText(code)
  }
}

/** The sentence of an error at the field that caused it. */
export function describeFieldError(
  code: ErrorCode,
  field: Field | null,
  about?: ErrorAbout,
): string {
  const { errors } = texts()
  if (code === 'badInput' && field) return errors.invalid[field]
  if (code === 'userMismatch' && field === 'userId') return errors.userMismatchAtUserId
  if (code === 'tokenSignatureInvalid' && field === 'secret') return errors.secretOfAnotherApp
  return describeError(code, about)
}

/** The sentence for a required field that is empty. */
export function requiredText(field: Field): string {
  return texts().errors.required[field]
}

/** The first sentence of an error, without the advice. */
export function errorCause(code: ErrorCode, about?: ErrorAbout): string {
  return describeError(code, about).replace(/(?<=\.) .*$/, '')
}

/** An action on channels that a server can refuse. */
export type ChannelAction = keyof Texts['chat']['refused']

/** The sentence of an error of an action on channels. A refusal says what was refused. */
export function channelErrorText(
  action: ChannelAction,
  code: ErrorCode,
  about?: ErrorAbout,
): string {
  return code === 'notAllowed' ? texts().chat.refused[action] : describeError(code, about)
}

/** The sentence under a message that was not sent. */
export function notSentText(code: ErrorCode, about?: ErrorAbout): string {
  return texts().errors.notSent(channelErrorText('send', code, about))
}
