import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from './contract.ts'

/** The whole bridge as code: it passes values on and decides nothing. */
const bridge: Bridge = {
  readView: () => ipcRenderer.invoke('readView'),
  pageRendered: () => ipcRenderer.invoke('pageRendered'),
  signInWithService: (request) => ipcRenderer.invoke('signInWithService', request),
  signInWithToken: (request) => ipcRenderer.invoke('signInWithToken', request),
  signInAsGuest: (request) => ipcRenderer.invoke('signInAsGuest', request),
  signInAnonymously: () => ipcRenderer.invoke('signInAnonymously'),
  continueAs: (request) => ipcRenderer.invoke('continueAs', request),
  forget: (request) => ipcRenderer.invoke('forget', request),
  switchAccount: () => ipcRenderer.invoke('switchAccount'),
  signOut: () => ipcRenderer.invoke('signOut'),
  retryConnection: () => ipcRenderer.invoke('retryConnection'),
  cameOnline: () => ipcRenderer.invoke('cameOnline'),
  retryKeychain: () => ipcRenderer.invoke('retryKeychain'),
  listChannels: () => ipcRenderer.invoke('listChannels'),
  openChannel: (request) => ipcRenderer.invoke('openChannel', request),
  sendMessage: (request) => ipcRenderer.invoke('sendMessage', request),
  discardMessage: (request) => ipcRenderer.invoke('discardMessage', request),
  addWorkspace: (request) => ipcRenderer.invoke('addWorkspace', request),
  chooseWorkspace: (request) => ipcRenderer.invoke('chooseWorkspace', request),
  removeWorkspace: (request) => ipcRenderer.invoke('removeWorkspace', request),
  answerProxy: (request) => ipcRenderer.invoke('answerProxy', request),
  cancelProxy: () => ipcRenderer.invoke('cancelProxy'),
  readKeptTexts: () => ipcRenderer.invoke('readKeptTexts'),
  keepText: (request) => ipcRenderer.invoke('keepText', request),
  restartToUpdate: () => ipcRenderer.invoke('restartToUpdate'),
  signInWithDevelopmentToken: (request) =>
    ipcRenderer.invoke('signInWithDevelopmentToken', request),
  signInWithSecret: (request) => ipcRenderer.invoke('signInWithSecret', request),
  copyToken: () => ipcRenderer.invoke('copyToken'),
  inspectSession: () => ipcRenderer.invoke('inspectSession'),
  inspectToken: (request) => ipcRenderer.invoke('inspectToken', request),
  readTimeline: () => ipcRenderer.invoke('readTimeline'),
  exportTimeline: () => ipcRenderer.invoke('exportTimeline'),
  readSwitches: () => ipcRenderer.invoke('readSwitches'),
  changeSwitches: (request) => ipcRenderer.invoke('changeSwitches', request),
  actOnSandbox: (request) => ipcRenderer.invoke('actOnSandbox', request),
  readTokenService: () => ipcRenderer.invoke('readTokenService'),
  checkTokenService: (request) => ipcRenderer.invoke('checkTokenService', request),
  stopCheck: () => ipcRenderer.invoke('stopCheck'),
  changePreferences: (request) => ipcRenderer.invoke('changePreferences', request),
  readAbout: () => ipcRenderer.invoke('readAbout'),
  showLog: () => ipcRenderer.invoke('showLog'),
  acceptLink: () => ipcRenderer.invoke('acceptLink'),
  findChannel: (request) => ipcRenderer.invoke('findChannel', request),
  dismissLink: () => ipcRenderer.invoke('dismissLink'),
  on: (name, listener) => {
    const channel = `event:${name}`
    // Electron's own event object stays on this side: it carries the sender.
    const hear = (_: unknown, event: Parameters<typeof listener>[0]) => listener(event)
    ipcRenderer.on(channel, hear)
    return () => ipcRenderer.off(channel, hear)
  },
}

contextBridge.exposeInMainWorld('latchkey', bridge)
