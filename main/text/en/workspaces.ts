/** The dialogs about workspaces, and the sandbox's name. */
export const workspaces = {
  remove: (name: string) => `Remove the workspace “${name}”?`,
  noSignIn: 'No sign-in is saved for it on this computer.',
  signIns: (count: number) =>
    count === 1
      ? 'Its saved sign-in is deleted from this computer, with drafts and saved messages.'
      : `Its ${count} saved sign-ins are deleted from this computer, with drafts and saved messages.`,
  unsentMessages: (count: number) =>
    count === 1
      ? '1 message that was not sent is lost.'
      : `${count} messages that were not sent are lost.`,
  cancel: 'Cancel',
  removeIt: 'Remove',
  chooseFile: 'Choose a workspace file',
  workspaceFiles: 'Workspace file',
  allFiles: 'All files',
  singleSignOnSandbox: 'Sandbox with single sign-on',
  /** In the place of the server of the sandbox. */
  onThisComputer: 'on this computer',
  /** In the place of its identity provider: one signs in at it. */
  sandboxHost: 'the sandbox',
}
