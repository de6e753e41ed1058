import type { About } from '../../../preload/contract.ts'

/** The versions and licences of an invented build. */
export const about: About = {
  versions: { latchkey: '0.1.0', electron: '45.4.1', chromium: '150.0.7', node: '24.21.0' },
  licence: 'MIT',
  licences: [
    { name: 'keytar', version: '7.10.6', licence: 'MIT', text: 'Copyright 2013\n\nPermission…' },
    {
      name: 'preact',
      version: '11.2.0',
      licence: 'MIT',
      text: `The MIT License (MIT)\n\n${'Permission is hereby granted. '.repeat(20)}`,
    },
  ],
}
