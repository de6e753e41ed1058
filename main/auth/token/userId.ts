import { Failure, type FailureCode } from '../errors.ts'

const longestId = 255
const spaces = /[\p{Z}\t-\r]/u
/** Controls, marks of direction and of no width, halves of letters, and the letters that are blank. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\u115f\u1160\u3164\uffa0]/u
/** In an emoji a joiner is seen, by what it joins. Compiled when wanted: that takes 12 ms, which a start does not have. */
const withoutEmoji = (text: string) => text.replace(new RegExp('\\p{RGI_Emoji}', 'gv'), '')

/**
 * Reads a typed user ID for a token that is made here. White space around it is dropped.
 * @throws Failure at `userId`: `badInput` when it is empty or one of the server's own, `userIdTooLong`, `userIdSpaces`,
 * `userIdControls`
 */
export function readUserId(typed: string): string {
  const userId = typed.trim()
  if (userId === '') throw refused('badInput', 'The field userId is empty.')
  if (userId.length > longestId) throw refused('userIdTooLong', 'The user id is too long.')
  if (spaces.test(userId)) throw refused('userIdSpaces', 'The user id has white space in it.')
  if (unseen.test(withoutEmoji(userId))) {
    throw refused('userIdControls', 'The user id has characters that cannot be seen.')
  }
  if (userId.startsWith('!')) throw refused('badInput', 'User ids with “!” are the server’s own.')
  return userId
}

function refused(code: FailureCode, message: string): Failure {
  return new Failure(code, message, { field: 'userId' })
}
