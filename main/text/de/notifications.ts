import type { Texts } from '../en.ts'

export const notifications: Texts['notifications'] = {
  messageFrom: (name) => `Nachricht von ${name}`,
  newMessages: (count) => `${count} neue Nachrichten`,
  from: (names) => `Von ${names.join(', ')}`,
  fromAndMore: (names, more) => `Von ${names.join(', ')} und ${more} weiteren`,
  someone: 'jemandem',
  signInAgain: 'Latchkey: bitte erneut anmelden',
  signedOutOf: (name, workspace) => `${name} ist nicht mehr bei ${workspace} angemeldet.`,
  visitorSignedOutOf: (workspace) => `Sie sind nicht mehr bei ${workspace} angemeldet.`,
}
