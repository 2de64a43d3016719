import { expect } from '@open-wc/testing';
import type { GroupEdit, Schedule } from '@kith/sdk/staff';
import { editIn, shapeIn } from './group-form.ts';
import { localDate, oftenWords, scheduleOf, scheduleWords, shapeOf, type ScheduleShape } from './group-schedule.ts';

const base: ScheduleShape = { repeat: 'weekly', days: ['MO'], every: 1, weeks: [], dates: [], time: '19:30', minutes: 90, zone: 'America/New_York', first: '2026-01-05', until: '', paused: '' };
const days = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const some = <Value>(values: readonly Value[], bits: number): Value[] => values.filter((_, at) => bits & (1 << at));

describe('schedules in a form', () => {
  it('every shape that the form can have comes back as it was', () => {
    let shapes = 0;
    const same = (shape: ScheduleShape) => {
      const schedule = scheduleOf(shape, undefined)!;
      // The first time moves to the first date that fits; from there on nothing moves any more.
      const settled = { ...shape, first: schedule.start.slice(0, 10) };
      expect(shapeOf(schedule, '2000-01-01', 'UTC')).to.deep.equal(settled);
      expect(scheduleOf(settled, schedule)).to.deep.equal(schedule);
      shapes++;
    };
    for (let bits = 1; bits < 128; bits++) for (const every of [1, 2, 5]) for (const until of ['', '2027-03-01']) same({ ...base, days: some(days, bits), every, until });
    for (let bits = 1; bits < 64; bits++) for (const named of [['MO'], ['SU', 'SA'], ['TU', 'WE', 'FR']]) same({ ...base, repeat: 'weekdays', weeks: some(['1', '2', '3', '4', '5', '-1'], bits), days: named });
    for (const dates of [[1], [15, 31], [29, 30, 31]]) for (const paused of ['', 'unknown', '2026-06-01']) same({ ...base, repeat: 'dates', days: [], dates, paused });
    same({ ...base, repeat: 'once', days: [] });
    expect(shapes).to.equal(127 * 6 + 63 * 3 + 9 + 1);
  });

  it('a rule that no form has is kept as it is, with every date that differs', () => {
    const rules: Schedule[] = [['FREQ=YEARLY;BYMONTH=5;BYDAY=2SU'], ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=1FR'], ['FREQ=MONTHLY;BYDAY=1MO,3TH'], ['FREQ=WEEKLY;BYDAY=MO;COUNT=8'], []].map((rule, at) => ({ timeZone: 'UTC', start: '2026-01-05T19:00', duration: 60, rules: rule, ...(at === 4 ? { also: ['2026-02-05T19:00'] } : {}), except: ['2026-01-12T19:00'], overrides: [{ at: '2026-01-19T19:00', cancelled: true }], checkNote: true }));
    rules.push({ timeZone: 'UTC', start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'], also: ['2026-01-08T10:00'] });
    for (const schedule of rules) {
      const shape = shapeOf(schedule, '2000-01-01', 'UTC');
      expect(shape.repeat).to.equal('other');
      expect(scheduleOf(shape, schedule)).to.deep.equal(schedule);
    }
  });

  it('at a new hour the single dates come along', () => {
    const schedule: Schedule = { timeZone: 'UTC', start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'], except: ['2026-01-12T19:00'], overrides: [{ at: '2026-01-19T19:00', cancelled: true, note: 'Holiday' }] };
    const later = scheduleOf({ ...shapeOf(schedule, '', ''), time: '20:15' }, schedule)!;
    expect([later.start, later.except, later.overrides]).to.deep.equal(['2026-01-05T20:15', ['2026-01-12T20:15'], [{ at: '2026-01-19T20:15', cancelled: true, note: 'Holiday' }]]);
  });

  it('what nobody touched is not written anew: hours of single dates, a first time that is no date of the rule', () => {
    const odd: Schedule[] = [
      { timeZone: 'UTC', start: '2026-01-07T19:00', duration: 60, rules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'] }, { start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=TH,MO'], except: ['2026-01-12T10:00'] },
      { timeZone: 'UTC', start: '2026-01-05T19:00', duration: 60, rules: [], also: ['2026-01-08T10:00'] },
    ];
    for (const schedule of odd) expect(scheduleOf(shapeOf(schedule, '', ''), schedule)).to.deep.equal(schedule);
    const later = scheduleOf({ ...shapeOf(odd[1], '', ''), time: '20:00' }, odd[1])!;
    expect(later.except).to.deep.equal(['2026-01-12T10:00'], 'one at another hour is another');
  });

  it('every two weeks stay the same weeks when something else changes', () => {
    const schedule: Schedule = { timeZone: 'UTC', start: '2026-01-07T19:00', duration: 60, rules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'] };
    expect(scheduleOf({ ...shapeOf(schedule, '', ''), minutes: 90 }, schedule)!.start).to.equal('2026-01-19T19:00', 'the week of the 7th counts, so the 12th is not one');
  });

  it('half a choice follows the first time; on other days a note on an old date is no meeting of its own', () => {
    expect(scheduleOf({ ...base, days: [], first: '2026-01-07' }, undefined)!.rules).to.deep.equal(['FREQ=WEEKLY;BYDAY=WE']);
    expect(scheduleOf({ ...base, repeat: 'weekdays', days: [], weeks: [], first: '2026-01-14' }, undefined)!.rules).to.deep.equal(['FREQ=MONTHLY;BYDAY=2WE']);
    expect(scheduleOf({ ...base, repeat: 'dates', days: [], first: '2026-01-14' }, undefined)!.rules).to.deep.equal(['FREQ=MONTHLY;BYMONTHDAY=14']);
    const schedule: Schedule = { timeZone: 'UTC', start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'], overrides: [{ at: '2026-01-19T19:00', note: 'Room 5' }] };
    expect(scheduleOf({ ...shapeOf(schedule, '', ''), days: ['WE'] }, schedule)!.overrides).to.equal(undefined);
  });

  it('is told in words', () => {
    expect(scheduleWords(scheduleOf({ ...base, days: ['MO', 'TH'], every: 2 }, undefined)).replace(/\s/g, ' ')).to.equal('Monday, Thursday, every 2 weeks, 7:30 PM, 90 minutes (America/New_York)');
    expect(scheduleWords(scheduleOf({ ...base, repeat: 'weekdays', weeks: ['1', '-1'], days: ['FR'], paused: 'unknown' }, undefined))).to.contain('First, Last Friday of the month').and.to.contain('paused');
    expect(scheduleWords(undefined)).to.equal('when people ask');
    expect(localDate('2026-11-22T10:00')).to.equal('Sunday, November 22, 2026');
    expect(scheduleWords(scheduleOf({ ...base, minutes: 1 }, undefined))).to.contain('1 minute (');
    const course: Schedule = { timeZone: 'UTC', start: '2026-01-08T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=TH;COUNT=8'] };
    expect(oftenWords(course)).to.equal('Thursday, every week, 8 times');
    expect(oftenWords({ ...course, rules: ['FREQ=WEEKLY;COUNT=8;BYDAY=TH', 'FREQ=MONTHLY;BYDAY=1FR'] })).to.equal('Thursday, every week, 8 times + First Friday of the month');
    expect(oftenWords({ ...course, rules: ['FREQ=YEARLY;BYMONTH=5'] })).to.equal('by its own rule (FREQ=YEARLY;BYMONTH=5)');
  });

  it('whatever can be changed in the form reads differently before and after', () => {
    const schedule: Schedule = { timeZone: 'UTC', start: '2026-01-05T19:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'] };
    const words = (more: Partial<Schedule>) => scheduleWords({ ...schedule, ...more }).replaceAll('\u202f', ' ').split('; ').slice(1).join('; ');
    expect(words({ overrides: [{ at: '2026-01-12T19:00', start: '2026-01-13T20:15' }] })).to.equal('moved: Monday, January 12, 2026, 7:00 PM → Tuesday, January 13, 2026, 8:15 PM');
    expect(words({ except: ['2026-01-19T19:00'], overrides: [{ at: '2026-01-12T19:00', cancelled: true }] })).to.equal('not on Monday, January 12, 2026; Monday, January 19, 2026');
    expect(words({ except: Array.from({ length: 9 }, (_, at) => `2026-02-0${at + 1}T19:00`) })).to.match(/Friday, February 6, 2026; and 3 more$/);
    expect(words({ rules: ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20260301'] })).to.equal('until Sunday, March 1, 2026');
    expect(words({ pausedUntil: '2026-03-01' })).to.equal('paused until Sunday, March 1, 2026');
    expect(words({ also: ['2026-01-08T10:00'] })).to.equal('also on Thursday, January 8, 2026, 10:00 AM');
  });
});

describe('the form of a listing', () => {
  const before: GroupEdit = { name: 'Old', topics: [], audiences: [], access: [], attributes: [], format: 'in-person', languages: ['en'], place: { name: 'Hall', region: 'Ohio' }, online: { url: 'https://meet.example/x', live: false } };
  const data = (fields: Record<string, string | string[]>) => { const form = new FormData(); for (const [name, value] of Object.entries(fields)) for (const item of [value].flat()) form.append(name, item); return form; };
  const read = (fields: Record<string, string | string[]>, loaded: GroupEdit, now = loaded) => { const form = data(fields); return editIn(form, loaded, now, shapeIn(form, shapeOf(now.schedule, '2026-01-05', 'UTC'))); };
  it('leaves out what is empty, keeps what it does not ask for, and mends a bare address', () => {
    const edit = read({ name: ' Walk ', summary: '', format: 'mixed', placeName: 'Hall', address: '1 Oak St', latitude: '40.5', longitude: '-80', onlineUrl: 'meet.example/x', topics: ['grief', 'nonsense'], languages: 'en, es', repeat: 'never', room3: 'no', agesFrom: '18', agesTo: '' }, before);
    expect(edit).to.deep.equal({ name: 'Walk', format: 'mixed', topics: ['grief'], audiences: [], access: [], attributes: [], languages: ['en', 'es'], hasRoom: false, ages: { from: 18 }, place: { name: 'Hall', region: 'Ohio', address: '1 Oak St', latitude: 40.5, longitude: -80 }, online: { url: 'https://meet.example/x', live: false } });
  });
  it('another way to take part, or another rhythm, throws nothing away that was typed', () => {
    const now = { ...before, place: { address: '5 New St' } };
    expect(read({ name: 'Walk', format: 'online', repeat: 'never', languages: 'en' }, before, now).place).to.deep.equal({ address: '5 New St' });
    const shape = shapeIn(data({ repeat: 'weekdays', time: '10:15', first: '20266-01-01', minutes: '' }), { ...base, days: ['TU'] });
    expect([shape.time, shape.days, shape.first, shape.minutes]).to.deep.equal(['10:15', ['TU'], '2026-01-05', 90]);
  });
  it('what cannot be right is kept as it was typed, to be asked about: nothing is made of it in silence', () => {
    const edit = read({ name: 'Walk', format: 'in-person', repeat: 'weekly', minutes: '99999', pause: 'until', pausedUntil: '', latitude: '40.5', longitude: '', country: 'United States', languages: 'EN, English' }, before);
    expect([edit.schedule!.duration, edit.schedule!.pausedUntil, edit.place!.latitude, edit.place!.country, edit.languages]).to.deep.equal([99_999, 'until', 40.5, 'United States', ['en', 'English']]);
    expect(['0', '-30', '1.5'].map((minutes) => shapeIn(data({ repeat: 'weekly', minutes }), base).minutes)).to.deep.equal([0, -30, 1.5]);
    expect(shapeOf(edit.schedule, '', '').paused).to.equal('until');
    expect(read({ name: 'Walk', format: 'in-person', repeat: 'never', country: 'us', languages: 'es' }, before).place!.country).to.equal('US');
  });
});
