import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schedule } from '@kith/contract';
import fc from 'fast-check';
import { nextOccurrences, unrealDates, withRealDates, parseRule, weekdaysOf } from './recurrence.ts';
import { canonicalZone } from './zones.ts';

/** A case says the schedule, from when, and the dates to expect as wall clock with offset, so that a reader can check them against a calendar. */
interface Case { name: string; zone?: string; start: string; minutes?: number; rule?: string; from: string; want: string[]; more?: Partial<Schedule>; fallback?: string }

const cases: Case[] = [
  // Clocks forward and back, on both sides of the equator
  { name: 'Los Angeles, the day clocks go forward', zone: 'America/Los_Angeles', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-07T00:00Z', want: ['2026-03-08T19:00-07:00', '2026-03-15T19:00-07:00'] },
  { name: 'Los Angeles, the week before', zone: 'America/Los_Angeles', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-02-28T00:00Z', want: ['2026-03-01T19:00-08:00', '2026-03-08T19:00-07:00'] },
  { name: 'Los Angeles, clocks back', zone: 'America/Los_Angeles', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-24T00:00Z', want: ['2026-10-25T19:00-07:00', '2026-11-01T19:00-08:00'] },
  { name: 'New York, an hour that does not exist moves on', zone: 'America/New_York', start: '2020-01-05T02:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-07T12:00Z', want: ['2026-03-08T03:30-04:00', '2026-03-15T02:30-04:00'] },
  { name: 'New York, an hour that comes twice is the first', zone: 'America/New_York', start: '2020-01-05T01:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-31T12:00Z', want: ['2026-11-01T01:30-04:00', '2026-11-08T01:30-05:00'] },
  { name: 'Berlin, forward', zone: 'Europe/Berlin', start: '2020-01-05T02:15', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T12:00Z', want: ['2026-03-29T03:15+02:00', '2026-04-05T02:15+02:00'] },
  { name: 'Berlin, back', zone: 'Europe/Berlin', start: '2020-01-05T02:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-10-24T12:00Z', want: ['2026-10-25T02:30+02:00', '2026-11-01T02:30+01:00'] },
  { name: 'London, forward at one', zone: 'Europe/London', start: '2020-01-05T01:30', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T12:00Z', want: ['2026-03-29T02:30+01:00'] },
  { name: 'Sydney, forward in October', zone: 'Australia/Sydney', start: '2020-01-05T10:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-09-26T00:00Z', want: ['2026-09-27T10:00+10:00', '2026-10-04T10:00+11:00'] },
  { name: 'Sydney, back in April', zone: 'Australia/Sydney', start: '2020-01-05T10:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T00:00Z', want: ['2026-03-29T10:00+11:00', '2026-04-05T10:00+10:00'] },
  { name: 'Phoenix has no summer time', zone: 'America/Phoenix', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-07T00:00Z', want: ['2026-03-08T19:00-07:00', '2026-03-15T19:00-07:00'] },
  // Half and quarter hours
  { name: 'Lord Howe moves by half an hour', zone: 'Australia/Lord_Howe', start: '2020-01-05T10:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-28T00:00Z', want: ['2026-03-29T10:00+11:00', '2026-04-05T10:00+10:30'] },
  { name: 'Kolkata', zone: 'Asia/Kolkata', start: '2020-01-06T06:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T06:00+05:30'] },
  { name: 'Kathmandu', zone: 'Asia/Kathmandu', start: '2020-01-06T06:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T06:00+05:45'] },
  { name: 'Adelaide', zone: 'Australia/Adelaide', start: '2020-01-06T19:30', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T19:30+10:30'] },
  { name: "St John's, forward", zone: 'America/St_Johns', start: '2020-01-05T19:00', rule: 'FREQ=WEEKLY;BYDAY=SU', from: '2026-03-01T00:00Z', want: ['2026-03-01T19:00-03:30', '2026-03-08T19:00-02:30'] },
  // Midnight
  { name: 'starts at midnight', zone: 'America/Chicago', start: '2020-01-11T00:00', rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-20T12:00Z', want: ['2026-11-21T00:00-06:00'] },
  { name: 'over midnight, on now', zone: 'America/Chicago', start: '2020-01-10T23:00', minutes: 120, rule: 'FREQ=WEEKLY;BYDAY=FR', from: '2026-11-21T06:30Z', want: ['2026-11-20T23:00-06:00', '2026-11-27T23:00-06:00'] },
  { name: 'over the minute it ends', zone: 'America/Chicago', start: '2020-01-10T23:00', minutes: 120, rule: 'FREQ=WEEKLY;BYDAY=FR', from: '2026-11-21T07:00Z', want: ['2026-11-27T23:00-06:00'] },
  { name: 'a whole day and on now', zone: 'America/Chicago', start: '2020-01-11T00:00', minutes: 1440, rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-22T05:30Z', want: ['2026-11-21T00:00-06:00'] },
  { name: 'a reader on the other side of the date line', zone: 'Pacific/Auckland', start: '2020-01-06T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T18:00Z', want: ['2026-11-23T09:00+13:00'] },
  // Several days
  { name: 'two days a week', zone: 'America/New_York', start: '2020-01-06T18:00', rule: 'FREQ=WEEKLY;BYDAY=MO,TH', from: '2026-11-22T00:00Z', want: ['2026-11-23T18:00-05:00', '2026-11-26T18:00-05:00', '2026-11-30T18:00-05:00'] },
  { name: 'Saturday and Sunday', zone: 'America/New_York', start: '2020-01-05T18:00', rule: 'FREQ=WEEKLY;BYDAY=SU,SA', from: '2026-11-21T00:00Z', want: ['2026-11-21T18:00-05:00', '2026-11-22T18:00-05:00'] },
  { name: 'every school day', zone: 'America/New_York', start: '2020-01-06T12:00', rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', from: '2026-11-27T18:00Z', want: ['2026-11-30T12:00-05:00', '2026-12-01T12:00-05:00'] },
  { name: 'two rules', zone: 'America/New_York', start: '2026-01-05T12:00', from: '2026-11-22T00:00Z', want: ['2026-11-23T12:00-05:00', '2026-11-27T12:00-05:00'], more: { rules: ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYDAY=-1FR'] } },
  { name: 'every second week', zone: 'America/New_York', start: '2026-01-07T17:30', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', from: '2026-11-22T00:00Z', want: ['2026-11-25T17:30-05:00', '2026-12-09T17:30-05:00'] },
  { name: 'every second week, week begins on Sunday', zone: 'America/New_York', start: '2026-01-06T10:00', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', from: '2026-01-06T00:00Z', want: ['2026-01-06T10:00-05:00', '2026-01-18T10:00-05:00', '2026-01-20T10:00-05:00'] },
  { name: 'every second week, week begins on Monday', zone: 'America/New_York', start: '2026-01-06T10:00', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO', from: '2026-01-06T00:00Z', want: ['2026-01-06T10:00-05:00', '2026-01-11T10:00-05:00', '2026-01-20T10:00-05:00'] },
  // Months
  { name: 'second and fourth Friday', zone: 'America/Chicago', start: '2026-01-09T08:00', rule: 'FREQ=MONTHLY;BYDAY=2FR,4FR', from: '2026-11-14T00:00Z', want: ['2026-11-27T08:00-06:00', '2026-12-11T08:00-06:00', '2026-12-25T08:00-06:00'] },
  { name: 'last Friday', zone: 'America/Chicago', start: '2026-01-30T08:00', rule: 'FREQ=MONTHLY;BYDAY=-1FR', from: '2026-10-01T00:00Z', want: ['2026-10-30T08:00-05:00', '2026-11-27T08:00-06:00'] },
  { name: 'fifth Wednesday, only where there is one', zone: 'America/Chicago', start: '2026-01-01T18:00', rule: 'FREQ=MONTHLY;BYDAY=5WE', from: '2026-08-01T00:00Z', want: ['2026-09-30T18:00-05:00', '2026-12-30T18:00-06:00'] },
  { name: 'the 15th', zone: 'America/Chicago', start: '2026-01-15T13:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=15', from: '2026-11-16T00:00Z', want: ['2026-12-15T13:00-06:00', '2027-01-15T13:00-06:00'] },
  { name: 'the 31st, only where there is one', zone: 'Europe/Berlin', start: '2026-01-31T13:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=31', from: '2026-02-01T00:00Z', want: ['2026-03-31T13:00+02:00', '2026-05-31T13:00+02:00'] },
  { name: 'the last day of the month, in a leap year too', zone: 'Europe/Berlin', start: '2028-01-31T13:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', from: '2028-02-01T00:00Z', want: ['2028-02-29T13:00+01:00', '2028-03-31T13:00+02:00'] },
  { name: 'first working day', zone: 'Europe/Berlin', start: '2026-01-01T13:00', rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1', from: '2026-08-01T00:00Z', want: ['2026-08-03T13:00+02:00', '2026-09-01T13:00+02:00'] },
  { name: 'every second month', zone: 'Europe/Berlin', start: '2026-01-09T13:00', rule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=2FR', from: '2026-02-01T00:00Z', want: ['2026-03-13T13:00+01:00', '2026-05-08T13:00+02:00'] },
  { name: 'Friday the 13th', zone: 'Europe/Berlin', start: '2026-01-01T13:00', rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', from: '2026-04-01T00:00Z', want: ['2026-11-13T13:00+01:00'] },
  { name: 'every third day', zone: 'Europe/Berlin', start: '2026-03-27T13:00', rule: 'FREQ=DAILY;INTERVAL=3', from: '2026-03-28T00:00Z', want: ['2026-03-30T13:00+02:00', '2026-04-02T13:00+02:00'] },
  { name: 'once a year', zone: 'America/New_York', start: '2020-11-11T11:00', rule: 'FREQ=YEARLY', from: '2026-11-12T00:00Z', want: ['2027-11-11T11:00-05:00'] },
  // Ends
  { name: 'a course of eight, half way', zone: 'America/Chicago', start: '2026-10-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=8', from: '2026-11-19T02:00Z', want: ['2026-11-25T18:00-06:00'] },
  { name: 'a course that is over', zone: 'America/Chicago', start: '2026-09-02T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=8', from: '2026-11-19T02:00Z', want: [] },
  { name: 'a course that has not begun', zone: 'America/Chicago', start: '2027-01-13T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=8', from: '2026-11-19T02:00Z', want: ['2027-01-13T18:00-06:00', '2027-01-20T18:00-06:00'] },
  { name: 'until a day, that day included', zone: 'America/Chicago', start: '2026-01-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261125', from: '2026-11-19T02:00Z', want: ['2026-11-25T18:00-06:00'] },
  { name: 'until an instant in UTC', zone: 'America/Chicago', start: '2026-01-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261125T235959Z', from: '2026-11-12T02:00Z', want: ['2026-11-18T18:00-06:00'] },
  { name: 'a single date', zone: 'America/Chicago', start: '2026-12-01T18:00', from: '2026-11-19T02:00Z', want: ['2026-12-01T18:00-06:00'], more: { rules: [] } },
  { name: 'a single date that is over', zone: 'America/Chicago', start: '2026-11-01T18:00', from: '2026-11-19T02:00Z', want: [], more: { rules: [] } },
  // Exceptions
  { name: 'a date that is left out', zone: 'America/Chicago', start: '2026-01-09T08:00', rule: 'FREQ=MONTHLY;BYDAY=2FR,4FR', from: '2026-11-14T00:00Z', want: ['2026-12-11T08:00-06:00'], more: { except: ['2026-11-27T08:00'] } },
  { name: 'a date that is cancelled', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-30T09:00-06:00'], more: { overrides: [{ at: '2026-11-23T09:00', cancelled: true }] } },
  { name: 'a date that is moved', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-24T10:00-06:00', '2026-11-30T09:00-06:00'], more: { overrides: [{ at: '2026-11-23T09:00', start: '2026-11-24T10:00' }] } },
  { name: 'a late date that is moved to be the next', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-22T10:00-06:00', '2026-11-23T09:00-06:00'], more: { overrides: [{ at: '2026-12-07T09:00', start: '2026-11-22T10:00' }] } },
  { name: 'a long single date that is still on', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-23T20:00Z', want: ['2026-11-23T09:00-06:00', '2026-11-30T09:00-06:00'], more: { overrides: [{ at: '2026-11-23T09:00', duration: 480 }] } },
  { name: 'paused until a day', zone: 'America/Chicago', start: '2026-01-10T14:00', rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-22T00:00Z', want: ['2027-02-06T14:00-06:00'], more: { pausedUntil: '2027-02-01' } },
  { name: 'paused until nobody knows when', zone: 'America/Chicago', start: '2026-01-10T14:00', rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-22T00:00Z', want: [], more: { pausedUntil: 'unknown' } },
  // Zones that are not there
  { name: 'no zone: reckoned in the fallback', start: '2020-01-06T19:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T19:00-08:00'], fallback: 'America/Los_Angeles' },
  { name: 'a zone that nobody knows: reckoned in the fallback', zone: 'Mars/Olympus', start: '2020-01-06T19:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T19:00-05:00'], fallback: 'America/New_York' },
  // Months by weekday, written in other ways
  { name: 'first and third Monday', zone: 'America/Chicago', start: '2026-01-05T19:00', rule: 'FREQ=MONTHLY;BYDAY=1MO,3MO', from: '2026-11-22T00:00Z', want: ['2026-12-07T19:00-06:00', '2026-12-21T19:00-06:00', '2027-01-04T19:00-06:00'] },
  { name: 'first, third and fifth Monday', zone: 'America/Chicago', start: '2026-01-05T19:00', rule: 'FREQ=MONTHLY;BYDAY=1MO,3MO,5MO', from: '2026-11-22T00:00Z', want: ['2026-11-30T19:00-06:00', '2026-12-07T19:00-06:00', '2026-12-21T19:00-06:00', '2027-01-04T19:00-06:00'] },
  { name: 'every Thursday but the second', zone: 'America/Chicago', start: '2026-01-01T19:00', rule: 'FREQ=MONTHLY;BYDAY=1TH,3TH,4TH,5TH', from: '2026-11-06T00:00Z', want: ['2026-11-05T19:00-06:00', '2026-11-19T19:00-06:00', '2026-11-26T19:00-06:00', '2026-12-03T19:00-06:00'] },
  { name: 'last but one Tuesday', zone: 'America/Chicago', start: '2026-01-01T19:00', rule: 'FREQ=MONTHLY;BYDAY=-2TU', from: '2026-11-01T00:00Z', want: ['2026-11-17T19:00-06:00', '2026-12-22T19:00-06:00'] },
  { name: 'second Sunday, the day clocks go forward', zone: 'America/Denver', start: '2026-01-11T18:00', rule: 'FREQ=MONTHLY;BYDAY=2SU', from: '2026-03-01T00:00Z', want: ['2026-03-08T18:00-06:00', '2026-04-12T18:00-06:00'] },
  { name: 'first Sunday, the day clocks go back', zone: 'America/Denver', start: '2026-01-04T18:00', rule: 'FREQ=MONTHLY;BYDAY=1SU', from: '2026-10-20T00:00Z', want: ['2026-11-01T18:00-07:00', '2026-12-06T18:00-07:00'] },
  { name: 'third Wednesday of every third month', zone: 'America/New_York', start: '2026-01-21T12:00', rule: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=3WE', from: '2026-02-01T00:00Z', want: ['2026-04-15T12:00-04:00', '2026-07-15T12:00-04:00', '2026-10-21T12:00-04:00'] },
  { name: 'last Friday of every sixth month', zone: 'America/New_York', start: '2026-01-30T12:00', rule: 'FREQ=MONTHLY;INTERVAL=6;BYDAY=-1FR', from: '2026-02-01T00:00Z', want: ['2026-07-31T12:00-04:00', '2027-01-29T12:00-05:00'] },
  { name: 'second Tuesday and last Saturday', zone: 'America/New_York', start: '2026-01-13T12:00', rule: 'FREQ=MONTHLY;BYDAY=2TU,-1SA', from: '2026-11-22T00:00Z', want: ['2026-11-28T12:00-05:00', '2026-12-08T12:00-05:00', '2026-12-26T12:00-05:00'] },
  { name: 'the weekday that is named by position', zone: 'America/New_York', start: '2026-01-01T12:00', rule: 'FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2', from: '2026-11-22T00:00Z', want: ['2026-12-08T12:00-05:00', '2027-01-12T12:00-05:00'] },
  { name: 'last working day', zone: 'America/New_York', start: '2026-01-30T17:00', rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', from: '2026-10-01T00:00Z', want: ['2026-10-30T17:00-04:00', '2026-11-30T17:00-05:00', '2026-12-31T17:00-05:00'] },
  { name: 'fifth Friday over a year without many', zone: 'America/New_York', start: '2026-01-30T17:00', rule: 'FREQ=MONTHLY;BYDAY=5FR', from: '2026-02-01T00:00Z', want: ['2026-05-29T17:00-04:00', '2026-07-31T17:00-04:00', '2026-10-30T17:00-04:00', '2027-01-29T17:00-05:00'] },
  // Months by date
  { name: 'first of the month at midnight', zone: 'America/Chicago', start: '2026-01-01T00:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=1', from: '2026-11-22T00:00Z', want: ['2026-12-01T00:00-06:00', '2027-01-01T00:00-06:00'] },
  { name: 'the 1st and the 15th', zone: 'America/Chicago', start: '2026-01-01T08:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=1,15', from: '2026-11-22T00:00Z', want: ['2026-12-01T08:00-06:00', '2026-12-15T08:00-06:00', '2027-01-01T08:00-06:00'] },
  { name: 'the 29th in a year without a leap day', zone: 'America/Chicago', start: '2027-01-29T08:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=29', from: '2027-02-01T00:00Z', want: ['2027-03-29T08:00-05:00', '2027-04-29T08:00-05:00'] },
  { name: 'the 30th skips February', zone: 'America/Chicago', start: '2026-01-30T08:00', rule: 'FREQ=MONTHLY', from: '2026-02-01T00:00Z', want: ['2026-03-30T08:00-05:00', '2026-04-30T08:00-05:00'] },
  { name: 'third day from the end', zone: 'America/Chicago', start: '2026-01-29T08:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=-3', from: '2026-02-01T00:00Z', want: ['2026-02-26T08:00-06:00', '2026-03-29T08:00-05:00'] },
  { name: 'every second month on the 31st', zone: 'America/Chicago', start: '2026-01-31T08:00', rule: 'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31', from: '2026-02-01T00:00Z', want: ['2026-03-31T08:00-05:00', '2026-05-31T08:00-05:00', '2026-07-31T08:00-05:00'] },
  { name: 'the 15th, for school months alone', zone: 'America/Chicago', start: '2026-01-15T15:00', rule: 'FREQ=MONTHLY;BYMONTHDAY=15;BYMONTH=9,10,11,12,1,2,3,4,5', from: '2026-05-16T00:00Z', want: ['2026-09-15T15:00-05:00', '2026-10-15T15:00-05:00'] },
  { name: 'Tuesdays, not in summer', zone: 'America/Chicago', start: '2026-01-06T15:00', rule: 'FREQ=WEEKLY;BYDAY=TU;BYMONTH=9,10,11,12,1,2,3,4,5', from: '2026-05-25T00:00Z', want: ['2026-05-26T15:00-05:00', '2026-09-01T15:00-05:00', '2026-09-08T15:00-05:00'] },
  // Weeks
  { name: 'every third week', zone: 'America/New_York', start: '2026-01-08T18:30', rule: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=TH', from: '2026-11-22T00:00Z', want: ['2026-12-10T18:30-05:00', '2026-12-31T18:30-05:00', '2027-01-21T18:30-05:00'] },
  { name: 'every fourth week, not every month', zone: 'America/New_York', start: '2026-01-08T18:30', rule: 'FREQ=WEEKLY;INTERVAL=4;BYDAY=TH', from: '2026-11-22T00:00Z', want: ['2026-12-10T18:30-05:00', '2027-01-07T18:30-05:00', '2027-02-04T18:30-05:00'] },
  { name: 'every second week over the end of a year', zone: 'America/New_York', start: '2026-12-08T18:30', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', from: '2026-12-23T00:00Z', want: ['2026-12-22T18:30-05:00', '2027-01-05T18:30-05:00', '2027-01-19T18:30-05:00'] },
  { name: 'every second week, two days', zone: 'America/New_York', start: '2026-01-05T18:30', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', from: '2026-11-22T00:00Z', want: ['2026-11-23T18:30-05:00', '2026-11-27T18:30-05:00', '2026-12-07T18:30-05:00', '2026-12-11T18:30-05:00'] },
  { name: 'weekly by its first date alone', zone: 'America/New_York', start: '2026-01-07T18:30', rule: 'FREQ=WEEKLY', from: '2026-11-22T00:00Z', want: ['2026-11-25T18:30-05:00', '2026-12-02T18:30-05:00'] },
  { name: 'weekly in lower case', zone: 'America/New_York', start: '2026-01-07T18:30', rule: 'freq=weekly;byday=we', from: '2026-11-22T00:00Z', want: ['2026-11-25T18:30-05:00'] },
  { name: 'every day', zone: 'America/New_York', start: '2026-01-07T07:00', rule: 'FREQ=DAILY', from: '2026-11-22T13:00Z', want: ['2026-11-23T07:00-05:00', '2026-11-24T07:00-05:00', '2026-11-25T07:00-05:00'] },
  { name: 'every day of the working week, by day', zone: 'America/New_York', start: '2026-01-07T07:00', rule: 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', from: '2026-11-21T00:00Z', want: ['2026-11-23T07:00-05:00', '2026-11-24T07:00-05:00'] },
  { name: 'every tenth day', zone: 'America/New_York', start: '2026-01-07T07:00', rule: 'FREQ=DAILY;INTERVAL=10', from: '2026-11-22T13:00Z', want: ['2026-11-23T07:00-05:00', '2026-12-03T07:00-05:00'] },
  { name: 'every day in December', zone: 'America/New_York', start: '2026-12-01T07:00', rule: 'FREQ=DAILY;BYMONTH=12', from: '2026-12-31T13:00Z', want: ['2027-12-01T07:00-05:00', '2027-12-02T07:00-05:00'] },
  { name: 'every fourteenth day is every second week', zone: 'America/New_York', start: '2026-01-06T07:00', rule: 'FREQ=DAILY;INTERVAL=14', from: '2026-11-22T13:00Z', want: ['2026-11-24T07:00-05:00', '2026-12-08T07:00-05:00'] },
  // Years
  { name: 'the last Monday of May', zone: 'America/New_York', start: '2026-05-25T10:00', rule: 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', from: '2026-11-22T00:00Z', want: ['2027-05-31T10:00-04:00', '2028-05-29T10:00-04:00'] },
  { name: 'the fourth Thursday of November', zone: 'America/New_York', start: '2025-11-27T10:00', rule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', from: '2026-11-22T00:00Z', want: ['2026-11-26T10:00-05:00', '2027-11-25T10:00-05:00'] },
  { name: 'the 29th of February', zone: 'America/New_York', start: '2024-02-29T10:00', rule: 'FREQ=YEARLY', from: '2026-11-22T00:00Z', want: ['2028-02-29T10:00-05:00', '2032-02-29T10:00-05:00'] },
  { name: 'twice a year by date', zone: 'America/New_York', start: '2026-01-01T10:00', rule: 'FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1', from: '2026-11-22T00:00Z', want: ['2027-01-01T10:00-05:00', '2027-07-01T10:00-04:00'] },
  { name: 'every second year', zone: 'America/New_York', start: '2025-03-01T10:00', rule: 'FREQ=YEARLY;INTERVAL=2', from: '2026-11-22T00:00Z', want: ['2027-03-01T10:00-05:00', '2029-03-01T10:00-05:00'] },
  { name: 'the twentieth Monday of the year', zone: 'America/New_York', start: '2026-05-18T10:00', rule: 'FREQ=YEARLY;BYDAY=20MO', from: '2026-11-22T00:00Z', want: ['2027-05-17T10:00-04:00', '2028-05-15T10:00-04:00'] },
  { name: 'the last Sunday of the year', zone: 'America/New_York', start: '2025-12-28T10:00', rule: 'FREQ=YEARLY;BYDAY=-1SU', from: '2026-11-22T00:00Z', want: ['2026-12-27T10:00-05:00', '2027-12-26T10:00-05:00'] },
  // Counted and ended
  { name: 'eight weeks from a Monday, two a week', zone: 'America/Chicago', start: '2026-11-02T18:00', rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=8', from: '2026-11-22T00:00Z', want: ['2026-11-23T18:00-06:00', '2026-11-25T18:00-06:00'] },
  { name: 'ten months, the last two', zone: 'America/Chicago', start: '2026-03-06T18:00', rule: 'FREQ=MONTHLY;BYDAY=1FR;COUNT=10', from: '2026-11-22T00:00Z', want: ['2026-12-04T18:00-06:00'] },
  { name: 'twelve fifth Saturdays', zone: 'America/Chicago', start: '2025-01-01T18:00', rule: 'FREQ=MONTHLY;BYDAY=5SA;COUNT=12', from: '2026-11-22T00:00Z', want: ['2027-01-30T18:00-06:00', '2027-05-29T18:00-05:00'] },
  { name: 'until the minute it starts', zone: 'America/Chicago', start: '2026-01-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261126T000000Z', from: '2026-11-22T00:00Z', want: ['2026-11-25T18:00-06:00'] },
  { name: 'until a local time', zone: 'America/Chicago', start: '2026-01-07T18:00', rule: 'FREQ=WEEKLY;BYDAY=WE;UNTIL=20261125T180000', from: '2026-11-22T00:00Z', want: ['2026-11-25T18:00-06:00'] },
  { name: 'a single session, counted', zone: 'America/Chicago', start: '2026-12-09T18:00', rule: 'FREQ=WEEKLY;COUNT=1', from: '2026-11-22T00:00Z', want: ['2026-12-09T18:00-06:00'] },
  { name: 'every second week, six times', zone: 'America/Chicago', start: '2026-10-07T18:00', rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=6', from: '2026-11-22T00:00Z', want: ['2026-12-02T18:00-06:00', '2026-12-16T18:00-06:00'] },
  // Clocks, with rules that are not weekly
  { name: 'monthly over the change in autumn', zone: 'America/Los_Angeles', start: '2026-01-30T19:00', rule: 'FREQ=MONTHLY;BYDAY=-1FR', from: '2026-10-01T00:00Z', want: ['2026-10-30T19:00-07:00', '2026-11-27T19:00-08:00', '2026-12-25T19:00-08:00'] },
  { name: 'every second week over the change in spring', zone: 'Europe/Berlin', start: '2026-03-19T19:00', rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', from: '2026-03-18T00:00Z', want: ['2026-03-19T19:00+01:00', '2026-04-02T19:00+02:00', '2026-04-16T19:00+02:00'] },
  { name: 'daily over the change in spring', zone: 'Europe/Berlin', start: '2026-03-28T08:00', rule: 'FREQ=DAILY', from: '2026-03-28T00:00Z', want: ['2026-03-28T08:00+01:00', '2026-03-29T08:00+02:00', '2026-03-30T08:00+02:00'] },
  { name: 'monthly at an hour that does not exist', zone: 'America/New_York', start: '2026-01-11T02:30', rule: 'FREQ=MONTHLY;BYDAY=2SU', from: '2026-03-07T12:00Z', want: ['2026-03-08T03:30-04:00', '2026-04-12T02:30-04:00'] },
  { name: 'last Sunday in Lisbon, forward at one', zone: 'Europe/Lisbon', start: '2026-01-25T01:30', rule: 'FREQ=MONTHLY;BYDAY=-1SU', from: '2026-03-28T12:00Z', want: ['2026-03-29T02:30+01:00', '2026-04-26T01:30+01:00'] },
  { name: 'Auckland, over its summer', zone: 'Pacific/Auckland', start: '2026-01-07T19:00', rule: 'FREQ=WEEKLY;BYDAY=WE', from: '2026-03-31T00:00Z', want: ['2026-04-01T19:00+13:00', '2026-04-08T19:00+12:00', '2026-04-15T19:00+12:00'] },
  { name: 'Chatham, three quarters of an hour', zone: 'Pacific/Chatham', start: '2026-01-07T19:00', rule: 'FREQ=WEEKLY;BYDAY=WE', from: '2026-09-22T00:00Z', want: ['2026-09-23T19:00+12:45', '2026-09-30T19:00+13:45'] },
  { name: 'Tehran has no summer time any more', zone: 'Asia/Tehran', start: '2026-01-07T19:00', rule: 'FREQ=WEEKLY;BYDAY=WE', from: '2026-03-20T00:00Z', want: ['2026-03-25T19:00+03:30', '2026-04-01T19:00+03:30'] },
  { name: 'Sao Paulo has none either', zone: 'America/Sao_Paulo', start: '2026-01-07T19:00', rule: 'FREQ=WEEKLY;BYDAY=WE', from: '2026-10-15T00:00Z', want: ['2026-10-21T19:00-03:00', '2026-10-28T19:00-03:00'] },
  { name: 'Kiritimati, first of all', zone: 'Pacific/Kiritimati', start: '2026-01-07T09:00', rule: 'FREQ=WEEKLY;BYDAY=WE', from: '2026-11-22T00:00Z', want: ['2026-11-25T09:00+14:00'] },
  { name: 'Pago Pago, last of all', zone: 'Pacific/Pago_Pago', start: '2026-01-07T21:00', rule: 'FREQ=WEEKLY;BYDAY=WE', from: '2026-11-22T00:00Z', want: ['2026-11-25T21:00-11:00'] },
  { name: 'Winnipeg, a winter Monday', zone: 'America/Winnipeg', start: '2026-01-05T19:30', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T19:30-06:00'] },
  { name: 'a long meeting over the end of summer time', zone: 'America/New_York', start: '2026-10-31T22:00', minutes: 600, rule: 'FREQ=WEEKLY;BYDAY=SA', from: '2026-11-01T07:30Z', want: ['2026-10-31T22:00-04:00', '2026-11-07T22:00-05:00'] },
  // On now
  { name: 'on for one more minute', zone: 'America/New_York', start: '2026-01-05T18:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-23T23:59Z', want: ['2026-11-23T18:00-05:00', '2026-11-30T18:00-05:00'] },
  { name: 'a monthly one that is on', zone: 'America/New_York', start: '2026-01-09T18:00', rule: 'FREQ=MONTHLY;BYDAY=2FR', from: '2026-11-13T23:30Z', want: ['2026-11-13T18:00-05:00', '2026-12-11T18:00-05:00'] },
  { name: 'starts this very minute', zone: 'America/New_York', start: '2026-01-05T18:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-23T23:00Z', want: ['2026-11-23T18:00-05:00'] },
  { name: 'two days long and on', zone: 'America/New_York', start: '2026-01-03T09:00', minutes: 2880, rule: 'FREQ=MONTHLY;BYDAY=1SA', from: '2026-11-08T20:00Z', want: ['2026-11-07T09:00-05:00', '2026-12-05T09:00-05:00'] },
  // Further dates, and dates that differ
  { name: 'a further date beside the rule', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T09:00-06:00', '2026-11-25T14:00-06:00', '2026-11-30T09:00-06:00'], more: { also: ['2026-11-25T14:00'] } },
  { name: 'further dates alone', zone: 'America/Chicago', start: '2026-01-05T09:00', from: '2026-11-22T00:00Z', want: ['2026-11-25T14:00-06:00', '2026-12-25T14:00-06:00'], more: { also: ['2026-12-25T14:00', '2026-11-25T14:00', '2026-11-01T14:00'] } },
  { name: 'a further date that a rule gives too counts once', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T09:00-06:00', '2026-11-30T09:00-06:00'], more: { also: ['2026-11-23T09:00'] } },
  { name: 'a further date that is left out again', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-11-23T09:00-06:00', '2026-11-30T09:00-06:00'], more: { also: ['2026-11-25T14:00'], except: ['2026-11-25T14:00'] } },
  { name: 'a further date while it is paused', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-12-07T09:00-06:00'], more: { also: ['2026-11-25T14:00'], pausedUntil: '2026-12-01' } },
  { name: 'moved out of the pause it is in', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-12-02T10:00-06:00', '2026-12-07T09:00-06:00'], more: { overrides: [{ at: '2026-11-30T09:00', start: '2026-12-02T10:00' }], pausedUntil: '2026-12-01' } },
  { name: 'a monthly one with a date moved and a date left out', zone: 'America/Chicago', start: '2026-01-09T08:00', rule: 'FREQ=MONTHLY;BYDAY=2FR,4FR', from: '2026-11-14T00:00Z', want: ['2026-11-25T08:00-06:00', '2027-01-08T08:00-06:00'], more: { overrides: [{ at: '2026-11-27T08:00', start: '2026-11-25T08:00' }], except: ['2026-12-11T08:00', '2026-12-25T08:00'] } },
  { name: 'four dates left out in a row', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO', from: '2026-11-22T00:00Z', want: ['2026-12-21T09:00-06:00'], more: { except: ['2026-11-23T09:00', '2026-11-30T09:00', '2026-12-07T09:00', '2026-12-14T09:00'] } },
  { name: 'the nth weekday of a week is not followed', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYDAY=2MO', from: '2026-11-22T00:00Z', want: [] },
  { name: 'weeks of the year are not followed', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=YEARLY;BYWEEKNO=20', from: '2026-11-22T00:00Z', want: [] },
  // Not guessed
  { name: 'a rule that is not followed', zone: 'America/Chicago', start: '2026-01-05T09:00', rule: 'FREQ=WEEKLY;BYEASTER=1', from: '2026-11-22T00:00Z', want: [] },
  { name: 'a start that is no date', zone: 'America/Chicago', start: '2026-02-30T09:00', rule: 'FREQ=WEEKLY', from: '2026-11-22T00:00Z', want: [] },
];

for (const { name, zone, start, minutes = 60, rule, from, want, more, fallback } of cases) {
  test(`time: ${name}`, () => {
    const schedule: Schedule = { ...(zone ? { timeZone: zone } : {}), start, duration: minutes, rules: rule ? [rule] : [], ...more };
    const found = nextOccurrences(schedule, Date.parse(from), Math.max(want.length, 1), fallback);
    assert.deepEqual(found.map((item) => Date.parse(item.start)).map((at) => new Date(at).toISOString()), want.map((at) => new Date(at).toISOString()));
    for (const [at, item] of found.entries()) {
      assert.equal(item.localStart, want[at]!.slice(0, 16), "the meeting's own clock");
      assert.equal(item.zoneAssumed ?? false, fallback !== undefined);
    }
  });
}

test('years of five digits have no written form: nothing is shown so far ahead, and dates that do not exist are counted and left out', () => {
  const schedule: Schedule = { timeZone: 'America/Chicago', start: '9999-12-31T23:30', duration: 60, rules: ['FREQ=DAILY'] };
  assert.deepEqual(nextOccurrences(schedule, Date.parse('2026-01-01T00:00:00Z'), 3), []);
  assert.equal(unrealDates(schedule), 1);
  const real: Schedule = { ...schedule, start: '2026-01-05T09:00', also: ['2026-02-30T09:00', '2026-03-01T09:00'], except: ['9999-01-01T09:00'], overrides: [{ at: '2026-13-45T19:00', start: '2026-99-99T00:00' }, { at: '2026-01-06T09:00', cancelled: true }] };
  assert.equal(unrealDates(real), 4);
  assert.deepEqual(withRealDates(real), { ...real, also: ['2026-03-01T09:00'], except: [], overrides: [{ at: '2026-01-06T09:00', cancelled: true }] });
});

test('a date that does not exist is left out and breaks nothing', () => {
  const schedule: Schedule = { timeZone: 'America/Chicago', start: '2026-01-05T09:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'], overrides: [{ at: '2026-02-30T19:00', note: 'x' }], pausedUntil: '2026-99-99' };
  assert.equal(nextOccurrences(schedule, Date.parse('2026-11-22T00:00Z'), 1)[0]!.localStart, '2026-11-23T09:00');
});

test('there are at least 120 cases of time', () => { assert.ok(cases.length >= 120, String(cases.length)); });

test('dates that differ say how: open to all on the last Monday, a speaker on the first', () => {
  const schedule: Schedule = { timeZone: 'America/Edmonton', start: '2020-01-06T20:00', duration: 60, rules: ['FREQ=WEEKLY;BYDAY=MO'], differs: [{ rule: 'FREQ=MONTHLY;BYDAY=-1MO', kind: 'open' }, { rule: 'FREQ=MONTHLY;BYDAY=1MO', kind: 'speaker' }] };
  assert.deepEqual(nextOccurrences(schedule, Date.parse('2026-11-22T00:00Z'), 4).map(({ localStart, kind }) => [localStart.slice(0, 10), kind]), [['2026-11-23', undefined], ['2026-11-30', 'open'], ['2026-12-07', 'speaker'], ['2026-12-14', undefined]]);
});

test('weekly dates are those that the platform itself would name', () => {
  // Brute force: every quarter of an hour of three weeks, asked of Intl.
  const zones = ['America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'Africa/Casablanca'];
  const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2028, 0, 1) }), (zone, day, hour, half, at) => {
    const from = Math.floor(at / 900_000) * 900_000;
    const clock = `${String(hour).padStart(2, '0')}:${half ? '30' : '00'}`;
    const [found] = nextOccurrences({ timeZone: zone, start: `2020-01-0${5 + (day % 5)}T${clock}`, duration: 30, rules: [`FREQ=WEEKLY;BYDAY=${['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][day]!}`] }, from, 1);
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    let expected: number | undefined;
    for (let time = from - 1_800_000 + 900_000; time < from + 15 * 86_400_000; time += 900_000) {
      const text = format.format(time);
      if (text.startsWith(names[day]!) && text.endsWith(clock)) { expected = time; break; }
    }
    // An hour that a clock change leaves out cannot be named; those are in the table above.
    if (expected !== undefined && Math.abs(expected - Date.parse(found!.start)) < 6 * 86_400_000) assert.equal(Date.parse(found!.start), expected);
  }), { numRuns: 150, verbose: 1 });
});

test('a rule never hangs, whatever it says', { timeout: 60_000 }, () => {
  const part = fc.oneof(fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY', 'FREQ=MONTHLY', 'FREQ=YEARLY', 'INTERVAL=1000', 'INTERVAL=0', 'COUNT=10000', 'BYMONTHDAY=31', 'BYMONTH=2', 'BYDAY=5MO,-5TU', 'BYSETPOS=-366', 'UNTIL=20200101', 'WKST=XX', 'BYMONTHDAY=30'), fc.string({ maxLength: 20 }));
  fc.assert(fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
    const rule = parts.join(';');
    parseRule(rule);
    nextOccurrences({ timeZone: 'UTC', start: '2001-01-31T10:00', duration: 60, rules: [rule] }, Date.UTC(2026, 0, 1), 3);
    weekdaysOf({ start: '2001-01-31T10:00', duration: 60, rules: [rule] });
  }), { numRuns: 300, verbose: 1 });
});

test('a rule that never comes true is given up, also one that is counted from long ago', { timeout: 60_000 }, () => {
  for (const start of ['0100-01-01T19:00', '1900-01-01T19:00', '2020-01-01T19:00']) for (const rule of ['FREQ=DAILY;COUNT=1;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=WEEKLY;COUNT=3;BYMONTH=2;BYDAY=MO;BYSETPOS=5']) {
    // A feed may have hundreds of them: followed to their end they would take minutes.
    for (let time = 0; time < 100; time++) assert.deepEqual(nextOccurrences({ timeZone: 'UTC', start, duration: 60, rules: [rule] }, Date.UTC(2026, 0, 1), 3), []);
  }
  assert.equal(nextOccurrences({ timeZone: 'UTC', start: '2001-01-01T10:00', duration: 60, rules: ['FREQ=DAILY;COUNT=10000'] }, Date.UTC(2026, 0, 1), 1)[0]?.localStart, '2026-01-01T10:00');
});

test('a zone has one spelling, and asking for it in ten thousand others makes no zone of each', () => {
  for (const name of ['America/New_York', 'america/new_york', 'AMERICA/NEW_YORK']) assert.equal(canonicalZone(name), 'America/New_York');
  assert.equal(canonicalZone('utc'), 'UTC');
  for (const name of ['', 'Eastern', 'America/Nowhere']) assert.equal(canonicalZone(name), undefined);
  const { DateTimeFormat } = Intl;
  let made = 0;
  Intl.DateTimeFormat = new Proxy(DateTimeFormat, { construct: (target, words) => { made++; return Reflect.construct(target, words) as object; } });
  try {
    const spell = (at: number) => [...'australia/melbourne'].map((letter, place) => ((at >> (place % 14)) & 1 ? letter.toUpperCase() : letter)).join('');
    for (let at = 0; at < 10_000; at++) assert.equal(canonicalZone(spell(at)), 'Australia/Melbourne');
  } finally { Intl.DateTimeFormat = DateTimeFormat; }
  assert.ok(made <= 1, String(made));
});
