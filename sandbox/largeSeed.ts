import { seededUsers, type SeededChannel } from './seed.ts'

const channelCount = 40
const longHistory = 2_000

const subjects = ['Weekly plan', 'Garden club', 'Book circle', 'Film night', 'Running group']
const lines = [
  'Good morning, everybody.',
  'Could somebody look at the draft before noon?',
  'Done, I left two comments: https://example.org/drafts/7?from=chat#comments',
  'مرحبا، متى نلتقي اليوم؟',
  'At five, by the river. 🚲 Bring a lamp, it gets dark early now and the path is not lit beyond the old bridge.',
  '我帶茶和地圖。',
  'See you there 👋🏽',
]

/**
 * Channels for lists with pages: 40 conversations of all seeded users, the first with 2,000 messages. Their order and texts are
 * the same at each start.
 */
export function largeChannels(): SeededChannel[] {
  const members = seededUsers.map(({ id }) => id)
  const said = (index: number): [userId: string, text: string] => [
    members[Math.floor(index / 2) % members.length] ?? '',
    `${lines[index % lines.length]} (${index + 1})`,
  ]
  return Array.from({ length: channelCount }, (_, number) => ({
    type: 'messaging',
    id: `large-${number + 1}`,
    name: number === 0 ? 'Long history' : `${subjects[number % subjects.length]} ${number + 1}`,
    members,
    messages: Array.from({ length: number === 0 ? longHistory : 3 }, (_, index) => said(index)),
  }))
}
