const { contextBridge, ipcRenderer } = require('electron')

contextBridge.exposeInMainWorld('bare', { echo: () => ipcRenderer.invoke('echo') })
