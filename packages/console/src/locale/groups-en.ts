import { accessKinds, attributes, audiences, topics } from '@kith/sdk/staff';

/** Words of the console about groups. */
export const groupWords = {
  feeds: {
    heading: 'Feeds of groups',
    note: 'Where the listings come from. No record is lost in silence: it is shown, or it stands here with the reason. Feeds are added on the server, with: kith feed add.',
    none: 'This program has no feed yet. Whoever runs the server adds one with: kith feed add.',
    shown: (shown: number, total: number, at: string) => `${shown.toLocaleString('en')} groups of ${total.toLocaleString('en')} records, fetched ${at}.`,
    never: 'Not fetched yet.', failed: (error: string) => `The last try failed. ${error}`, lastGood: (at: string) => `The copy of ${at} is shown.`,
    refused: 'Left out', mended: 'Mended or read with a remark', records: (list: string, more: boolean) => `record ${list}${more ? ', …' : ''}`,
    run: 'Fetch now', done: 'Fetched.',
    codes: (unknown: number) => (unknown ? `Codes of this source: ${unknown} not known` : 'Codes of this source'),
    codesNote: 'Codes are not the same everywhere: S is Spanish in one feed and Speaker in another. What you say here goes before everything else, and the feed is read anew.',
    code: 'Code', label: 'Shown as', meaning: 'Means', labelOnly: 'Only shown', inGroups: (count: number) => (count === 1 ? 'in 1 group' : `in ${count} groups`), saveCodes: 'Save and read again', codesSaved: 'Saved. The feed was read again.',
    kinds: [['attribute', 'What it is like', attributes], ['audience', 'Who it is for', audiences], ['access', 'How people come in', accessKinds], ['topic', 'Topic', topics]] as const,
  },
};
