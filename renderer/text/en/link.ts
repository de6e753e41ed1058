/** The dialog of a deep link. */
export const link = {
  notFound: 'Workspace not found',
  unknown: 'Latchkey does not have the workspace in this link. Nothing was opened.',
  unknownNamed: (workspace: string) =>
    `Latchkey does not have a workspace named “${workspace}”. Nothing was opened.`,
  switchWorkspace: 'Switch workspace?',
  openChannel: 'Open a channel?',
  opens: (workspace: string, host: string) => `This link opens ${workspace} (${host}).`,
  opensChannel: (channel: string, workspace: string, host: string) =>
    `This link opens the channel ${channel} in ${workspace} (${host}).`,
  willSwitch: 'Latchkey will switch workspace and ask you to sign in.',
  willSignIn: 'You will be asked to sign in first.',
  staysSaved: (workspace: string, account: string) =>
    `Your sign-in to ${workspace} as ${account} stays saved.`,
  willEnd: (workspace: string) => `Your sign-in to ${workspace} is not saved and will end.`,
  open: 'Open',
  notNow: 'Not now',
  close: 'Close',
}
