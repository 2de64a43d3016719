/** Words of the form. English is the type of every language; what comes after the form is in a file of its own. Labels of topics come with the form. */
type Map = Record<string, string>;

export const mentorEnglish = {
  heading: 'Ask for a mentor', leave: 'Leave this page now', leaveNote: 'Or press Shift three times. It does not clear your history.', close: 'Close', crisisHelp: 'Help right now', danger: 'In danger now?', localEmergency: 'Call your local emergency number.',
  loading: 'Opening the form…', notLoaded: 'The form did not load. You can try again, or use the numbers above.', again: 'Try again', failed: 'That did not work. Nothing is lost. Please try again.',
  who: (partner: string) => `A mentor is a person at ${partner} who has time for you and has been there too.`, two: 'It takes about two minutes. You can skip all that is not marked "needed".', needed: 'needed',
  referredBy: (name: string) => `${name} gave you this link.`, referrerSees: (name: string) => `${name} may see how it stands. They never see what you write.`,
  kind: 'What would you like?', closed: 'No requests are taken right now.', ask: (contact: string) => `Questions? ${contact}.`,
  questions: {
    'for-whom': 'Who is this for?', 'name': 'First name or nickname', 'age': 'How old are you?', 'grade': 'Grade', 'topics': 'What would you like help with?', 'words': 'In your own words', 'stage': 'Where are you now?', 'been-through': 'Someone who has been through…', 'enjoy': 'What do you enjoy?', 'prefer': 'I would like someone who…', 'language': 'Language', 'when': 'When could you meet?', 'how': 'How would you like to meet?', 'contact': 'How can we reach you safely?', 'may-leave-message': 'It is OK to leave a message there.', 'access': 'What would make it easier for you to take part?', 'adult': 'An adult here whom you trust', 'guardian': 'A parent or guardian has to agree', 'understood': 'I know who sees this.',
  } as Map,
  hints: {
    'name': 'Any name is fine.', 'age': 'We never ask for your birthday.', 'words': 'You need no diagnosis, and no reason.', 'topics': 'Choose up to five.', 'prefer': 'We cannot always meet this.', 'contact': 'A phone, e-mail, or a place like a locker. Think about who else sees it.', 'access': 'Like a ramp, captions, or a quiet room.', 'when': 'Tick all that fit.', 'enjoy': 'Music, sports, games: something to talk about.',
  } as Map,
  answers: {
    'me': 'For me', 'someone': 'For someone I support', 'caregiver': 'I care for someone', 'under-13': 'Under 13', '13-17': '13 to 17', '18-plus': '18 or older', 'other': 'Other', 'just-diagnosed': 'It is new', 'in-treatment': 'In treatment', 'later': 'Some time after', 'serving': 'Serving', 'separated': 'Out of the service', 'family': 'Family',
    'shared-experience': 'has been through the same', 'same-language': 'speaks my language', 'same-gender': 'has my gender', 'older': 'is older than me', 'not-my-class': 'is not in my class', 'in-person': 'In person', 'online': 'Online', 'messages': 'By messages here', 'ok': 'It is OK to ask at home', 'worried': 'I am worried about asking my parent',
  } as Map,
  days: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as Map, parts: { before: 'Before school', lunch: 'Lunch', after: 'After school', morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' } as Map,
  choose: 'Please choose', moreAboutMe: 'More about me', moreTopics: 'More topics', moreAboutMeNote: 'It helps us to find a good match.',
  someoneNote: 'Answer for the person who would get the mentor. Talk with them first: nothing happens without their yes.',
  youngNote: 'You are under 13, so we ask only a little now. When an adult has agreed, you can tell us more.',
  guardianNote: 'We ask them first. What you write here is not shown to them.', worriedNote: 'Then nothing is sent home. A counselor reads this and talks with you first. A parent may still ask the school to see its records.',
  sees: 'Who sees this', seesList: ['The coordinator of the program reads it, to find a good match.', 'A mentor sees your name, topics and what you enjoy, once you are matched. Before that: no name.', 'If we think that somebody is in danger, we may have to tell someone. We tell you first if we can.', 'This is not therapy. It is not emergency care.'], seesMinor: 'You are under 18, so you and your mentor write here only. An adult of the program can read that. You both know.', seesWorried: 'Only the counselor reads it for now.',
  keep: 'Keep my answers on this device until I send them', keepNote: 'Only tick this if nobody else uses this device.',
  send: 'Send my request', sending: 'Sending…',
  problems: (count: number) => (count === 1 ? 'One answer needs a look:' : `${count} answers need a look:`), missing: 'Please answer this.', missingTick: 'Please tick this box to go on.', wrong: 'Please look at this again.',
  beMentor: 'I would like to be a mentor', haveCode: 'I have a code', code: 'Code', openCode: 'Open',
  topics: {} as Map,
};
export type MentorWords = typeof mentorEnglish & typeof import('./mentor-en-later.ts').mentorEnglishLater;
