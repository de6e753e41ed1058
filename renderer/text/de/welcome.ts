import type { Texts } from '../en.ts'

export const welcome: Texts['welcome'] = {
  title: 'Willkommen bei Latchkey',
  sentences: [
    'Latchkey meldet Sie im Chat Ihres Teams an und hält Sie angemeldet.',
    'Anmeldungen speichert es im Schlüsselbund des Systems, nie in einer Datei.',
    'Probieren Sie es in der Sandbox aus, einem Übungschat auf diesem Computer, oder verbinden Sie sich mit dem Chat-Server Ihres Teams.',
  ],
  trySandbox: 'Sandbox ausprobieren',
  connect: 'Mit Ihrem Team verbinden',
}
