/** The path of a channel's calls, from its cid `type:id`. */
export function channelPath(cid: string): string {
  const colon = cid.indexOf(':')
  const [type, id] = [cid.slice(0, colon), cid.slice(colon + 1)]
  return `channels/${encodeURIComponent(type)}/${encodeURIComponent(id)}`
}
