/** The texts of the dialog that selects a workspace. */
export const workspaceDialog = {
  title: 'Workspace',
  add: 'Add a workspace',
  manage: 'Manage workspaces',
}
