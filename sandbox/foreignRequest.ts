import type { Fields } from './fields.ts'

const localHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i

/**
 * Why a request is not for this server, or null when it is. A page in a browser always sends `Origin` along, and a page
 * that has had its own host name rebound to this computer sends that name as `Host`; neither has any business here.
 */
export function foreignRequestReason(headers: Fields): string | null {
  if (headers.get('origin') !== undefined) return 'The sandbox does not answer web pages (Origin)'
  if (!localHost.test(headers.get('host') ?? ''))
    return 'The sandbox answers to local names only (Host)'
  return null
}
