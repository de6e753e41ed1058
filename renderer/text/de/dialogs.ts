import type { Texts } from '../en.ts'

export const dialogs: Texts['dialogs'] = {
  proxyTitle: (host) => `Der Proxy ${host} verlangt Benutzernamen und Passwort`,
  proxyRealm: (realm) => `Sein Bereich (Realm) ist ${realm}.`,
  userName: 'Benutzername',
  password: 'Passwort',
  inMemory: 'Bleibt im Arbeitsspeicher, bis Sie Latchkey beenden.',
  proceed: 'Fortfahren',
  updateReady: (version) =>
    `Latchkey ${version} ist bereit und wird installiert, wenn Sie Latchkey beenden.`,
  restart: 'Jetzt neu starten',
}
