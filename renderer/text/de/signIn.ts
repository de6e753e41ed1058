import type { Texts } from '../en.ts'

export const signIn: Texts['signIn'] = {
  serviceAuth: { password: 'Benutzer-ID und Passwort', none: 'Nur Benutzer-ID' },
}
