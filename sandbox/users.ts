import { randomUUID } from 'node:crypto'

import * as v from 'valibot'

import type { ServerTime } from './clock.ts'
import type { Role } from './permissions.ts'
import { botUser, seededUsers } from './seed.ts'

/** A user as the chat server keeps it; times in epoch milliseconds. */
export interface User {
  id: string
  name: string
  image?: string
  role: Role
  createdAt: number
  updatedAt: number
  lastActive: number
}

/** A user as other people see it on the wire. */
export interface WireUser {
  id: string
  name: string
  image?: string
  role: Role
  created_at: string
  updated_at: string
  last_active: string
  banned: false
}

/** The profile that a client may set. The role is not part of it. */
export interface Profile {
  name?: string | undefined
  image?: string | undefined
}

/** Everybody the sandbox knows. */
export interface Users {
  find(id: string): User | undefined
  /** The user of this id, made if new, with what it says about itself taken over and its role left alone. */
  welcome(id: string, profile?: Profile): User
  /** A new guest, with a unique ID that marks a guest. */
  createGuest(wantedId: string, profile?: Profile): User
  /** Gives the first users their pictures, on the server at this address. */
  addPictures(serverUrl: string): void
}

/** The id of everybody who has none. */
export const anonymousId = '!anon'

/** A user id in a body or a token: any text but control characters and halves of letters; `!` starts the server's own ids. */
export const userIdSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(255),
  v.check(
    (id) => id.isWellFormed() && !/^!|\p{Cc}/u.test(id),
    'A user id has no control characters and no leading "!"',
  ),
)

// The server makes these IDs, so after a restart the ID alone marks a guest's token.
const guestId = /^guest-[0-9a-f]{8}-/

/** The users of a fresh sandbox. */
export function createUsers(time: ServerTime): Users {
  const users = new Map<string, User>()
  const add = (id: string, role: Role, profile: Profile): User => {
    const now = time.now()
    const user: User = {
      id,
      name: profile.name || id,
      role,
      createdAt: now,
      updatedAt: now,
      lastActive: now,
    }
    if (profile.image) user.image = profile.image
    users.set(id, user)
    return user
  }
  for (const { id, name } of [...seededUsers, botUser]) add(id, 'user', { name })
  add(anonymousId, 'anonymous', { name: 'Anonymous' })
  return {
    find: (id) => users.get(id),
    welcome(id, profile = {}) {
      const user = users.get(id)
      if (!user) return add(id, guestId.test(id) ? 'guest' : 'user', profile)
      user.lastActive = time.now()
      if (profile.name && profile.name !== user.name)
        Object.assign(user, { name: profile.name, updatedAt: user.lastActive })
      if (profile.image && profile.image !== user.image)
        Object.assign(user, { image: profile.image, updatedAt: user.lastActive })
      return user
    },
    addPictures(serverUrl) {
      for (const { id, picture } of [...seededUsers, botUser]) {
        const user = users.get(id)
        if (user && picture) user.image = new URL(picture, serverUrl).href
      }
    },
    createGuest: (wantedId, profile = {}) =>
      add(`guest-${randomUUID().slice(0, 8)}-${wantedId}`, 'guest', {
        ...profile,
        name: profile.name || wantedId,
      }),
  }
}

/** A user in the words of the wire protocol. */
export function wireUser(user: User): WireUser {
  const { id, name, image, role, createdAt, updatedAt, lastActive } = user
  return {
    id,
    name,
    ...(image === undefined ? {} : { image }),
    role,
    created_at: new Date(createdAt).toISOString(),
    updated_at: new Date(updatedAt).toISOString(),
    last_active: new Date(lastActive).toISOString(),
    banned: false,
  }
}
