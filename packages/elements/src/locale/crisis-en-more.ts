/** English words behind "About this line": they come with it. */
export const crisisMore = {
  runBy: (name: string) => `Run by ${name}`,
  listedBy: (count: number, date: string) => `Listed by ${count} independent ${count === 1 ? 'source' : 'sources'}, newest ${date}.`,
  undated: (count: number) => `Listed by ${count} independent ${count === 1 ? 'source' : 'sources'}, without a date.`,
  notDialled: 'We did not dial the number ourselves.',
  sources: 'Show the sources',
  sourcesFailed: 'The sources cannot be loaded right now. The numbers above still work.',
  website: 'Website of the line',
  copy: (number: string) => `Copy ${number}`,
  copied: 'Copied',
  report: 'Report a mistake',
  reportKinds: { 'no-answer': 'Nobody answers', 'wrong-number': 'The number is wrong', 'wrong-hours': 'The hours are wrong', 'closed-down': 'The line has closed', 'other': 'Something else is wrong' } as Record<string, string>,
  reportSent: 'Thank you. We will look at it.',
  reportFailed: 'That could not be sent. Please try again later.',
  reportMail: 'A mistake in the list of help lines',
};
