/** A person who can sign in to a fresh sandbox. The password is a sandbox one and shown to everybody. */
export interface SeededUser {
  id: string
  name: string
  password: string
  /** The path of the picture on this server, or a whole address elsewhere. */
  picture?: string
}

/** A channel of a fresh sandbox; `members` is empty for a livestream, which needs none. */
export interface SeededChannel {
  type: 'livestream' | 'messaging' | 'team'
  id: string
  name: string
  members: string[]
  /** The messages with their authors, oldest first. */
  messages: [userId: string, text: string][]
}

/**
 * Ids here are on purpose not all plain: names beyond Latin-1, and an id whose token needs base64url to decode. So are the
 * pictures: one is gone, and the bot's lies on another server, which a client should not ask just because a profile says so.
 */
export const seededUsers: SeededUser[] = [
  { id: 'alice', name: 'Alice Moreau', password: 'alice-sandbox', picture: '/pictures/alice.png' },
  { id: 'bob', name: 'Bob Okafor', password: 'bob-sandbox' },
  { id: 'carol', name: '陳凱若', password: 'carol-sandbox', picture: '/pictures/carol.png' },
  {
    id: 'zoë_o’neil-東京?',
    name: 'Zoë O’Neil',
    password: 'zoe-sandbox',
    picture: '/pictures/gone.png',
  },
]

/** The author of the slow stream of messages; has no password, so it cannot be signed in. */
export const botUser = {
  id: 'launch-bot',
  name: 'Launch bot',
  picture: 'https://pictures.example/launch-bot.png',
}

/** The bot's messages, in a cycle. */
export const botLines = [
  'T-minus 40 minutes: fuelling is complete.',
  'Upper-level winds are within limits.',
  'The range is green.',
  'Recovery ship is on station.',
  'Telemetry is good on all channels.',
  'The countdown holds here for ten minutes, as planned.',
]

const zoe = 'zoë_o’neil-東京?'

export const seededChannels: SeededChannel[] = [
  {
    type: 'livestream',
    id: 'launch-day',
    name: 'Launch day',
    members: [],
    messages: [
      ['launch-bot', 'Welcome to the launch stream. The window opens at 14:20.'],
      ['alice', 'Clear sky here, we can see the pad from the dunes.'],
      ['bob', 'Is the hold at T-minus 10 planned or did something come up?'],
      ['launch-bot', 'The hold is planned. It is there to let the teams catch up.'],
      ['carol', '這裡的天氣也很好！'],
    ],
  },
  {
    type: 'livestream',
    id: 'night-sky',
    name: 'Night sky',
    members: [],
    messages: [
      ['carol', 'Saturn rises a little after nine tonight, low in the south-east.'],
      [zoe, 'Rings are nearly edge-on this year, worth a look even in a small telescope.'],
    ],
  },
  {
    type: 'messaging',
    id: 'alice-and-bob',
    name: 'Alice and Bob',
    members: ['alice', 'bob'],
    messages: [
      ['alice', 'Did you get the tickets?'],
      ['bob', 'Two, row F. The train leaves at 17:05.'],
      ['alice', 'Perfect, see you on the platform.'],
    ],
  },
  {
    type: 'messaging',
    id: 'weekend-hike',
    name: 'Weekend hike',
    members: ['alice', 'bob', 'carol', zoe],
    messages: [
      ['bob', 'Forecast says dry until Sunday noon.'],
      ['carol', '我帶茶和地圖。'],
      [zoe, 'Then let us start at seven and be down for lunch.'],
    ],
  },
  {
    type: 'messaging',
    id: 'bob-and-carol',
    name: 'Bob and Carol',
    members: ['bob', 'carol'],
    messages: [['bob', 'Do not tell Alice, it is a surprise.']],
  },
  {
    type: 'team',
    id: 'design-review',
    name: 'Design review',
    members: ['alice', 'carol', zoe],
    messages: [
      ['carol', 'The new sign-in screen is in the shared folder.'],
      ['alice', 'The error next to the field reads much better than the old banner.'],
    ],
  },
]
