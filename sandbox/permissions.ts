import { Refusal } from './refusal.ts'

/** A user's role in the whole app. */
export type Role = 'user' | 'guest' | 'anonymous'

/** The kinds of channel there are. */
export const channelTypes = ['livestream', 'messaging', 'team'] as const

/** One kind of channel. */
export type ChannelType = (typeof channelTypes)[number]

/** An action that a channel type allows or denies. */
export type Action = 'ReadChannel' | 'SendMessage' | 'CreateChannel' | 'FlagMessage' | 'MuteChannel'

/** The user ID and role of a request. */
export interface Actor {
  userId: string
  role: Role
}

const forMembers: Action[] = ['ReadChannel', 'SendMessage', 'FlagMessage', 'MuteChannel']

const livestream: Record<Role, Action[]> = {
  user: [...forMembers, 'CreateChannel'],
  guest: ['ReadChannel', 'FlagMessage', 'MuteChannel'],
  anonymous: ['ReadChannel'],
}

const capabilityNames: Record<Action, string> = {
  ReadChannel: 'read-channel',
  SendMessage: 'send-message',
  CreateChannel: 'create-channel',
  FlagMessage: 'flag-message',
  MuteChannel: 'mute-channel',
}

function allowed(role: Role, type: ChannelType, isMember: boolean): Action[] {
  if (type === 'livestream') return livestream[role]
  if (role !== 'user') return []
  return isMember ? [...forMembers, 'CreateChannel'] : ['CreateChannel']
}

/** Whether a role may do something in a channel of a type; membership counts in messaging and team channels only. */
export function isAllowed(
  role: Role,
  action: Action,
  type: ChannelType,
  isMember: boolean,
): boolean {
  return allowed(role, type, isMember).includes(action)
}

/** The `own_capabilities` of a channel for a role, sorted. */
export function capabilities(role: Role, type: ChannelType, isMember: boolean): string[] {
  return allowed(role, type, isMember)
    .map((action) => capabilityNames[action])
    .toSorted()
}

/** Throws a refusal with code 17, naming user, role, action and channel type, unless the actor may do it. */
export function requirePermission(
  actor: Actor,
  action: Action,
  type: ChannelType,
  isMember: boolean,
): void {
  if (isAllowed(actor.role, action, type, isMember)) return
  const { userId, role } = actor
  const because = role === 'user' && !isMember ? ', because the user is not a member' : ''
  throw new Refusal(
    17,
    `${action} failed: user '${userId}' with role '${role}' may not ${action} in a channel of type '${type}'${because}`,
  )
}
