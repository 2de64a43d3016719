import { ageBands, isCrisisTopic, isSensitiveTopic, type AddedQuestion, type AgeBand, type ConsentRule, type FormDescription, type FormQuestion, type MentorAnswers, topicLabel, type MentoringSettings, type Setting } from '@kith/contract';
import { ProblemError } from '../errors.ts';

/** Questions that no program can leave out: without them nobody can be reached, protected, or told. */
const always = ['age', 'name', 'contact', 'understood'];
/** All that is asked of somebody under 13 before an adult has agreed: a nickname, an adult they trust, topics. No free text. */
const underThirteen = ['age', 'name', 'topics', 'adult', 'understood', 'for-whom', 'guardian'];
const minors = ['under-13', '13-17'];

const options = (...values: string[]) => values.map((value) => ({ value }));
const text = (id: string, most: number, more: Partial<FormQuestion> = {}): FormQuestion => ({ id, kind: 'text', required: false, most, ...more });
const long = (id: string, most: number, more: Partial<FormQuestion> = {}): FormQuestion => ({ id, kind: 'long', required: false, most, ...more });
const one = (id: string, values: string[], more: Partial<FormQuestion> = {}): FormQuestion => ({ id, kind: 'one', required: false, options: options(...values), ...more });
const several = (id: string, values: string[], more: Partial<FormQuestion> = {}): FormQuestion => ({ id, kind: 'several', required: false, options: options(...values), ...more });

/** Monday to Friday by the part of the day; `mon-lunch`. */
const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
const schoolTimes = days.flatMap((day) => ['before', 'lunch', 'after'].map((part) => `${day}-${part}`));
const times = [...days, 'sat', 'sun'].flatMap((day) => ['morning', 'afternoon', 'evening'].map((part) => `${day}-${part}`));
const grades = ['6', '7', '8', '9', '10', '11', '12', 'other'];
const preferences = ['shared-experience', 'same-language', 'same-gender', 'older'];
/** Practical ones first. What needs help right now is not for a mentor, and is not on the list: the crisis line stands beside the form. */
const practical = ['school-stress', 'new-school', 'first-in-family', 'friends', 'new-country', 'money-work-home', 'benefits', 'leaving-service', 'getting-care', 'staying-well', 'caring-for', 'lonely'];
const topicsInOrder = (topics: readonly string[]) => [...practical.filter((slug) => topics.includes(slug)), ...topics.filter((slug) => !practical.includes(slug) && !isCrisisTopic(slug))];
const beenThrough: FormQuestion = text('been-through', 120);

/** What the kit asks in each setting, in order. Practical first. */
function own(setting: Setting, { adults, languages }: MentoringSettings, topics: readonly string[]): FormQuestion[] {
  const school = setting === 'school';
  return [
    one('for-whom', setting === 'hospital-portal' || setting === 'clinic' ? ['me', 'caregiver', 'someone'] : ['me', 'someone']),
    text('name', 40, { required: true }),
    one('age', [...ageBands], { required: true }),
    ...(school ? [one('grade', grades)] : []),
    { id: 'topics', kind: 'several', required: false, most: 5, options: topicsInOrder(topics).map((value) => ({ value, label: topicLabel(value)!, ...(isSensitiveTopic(value) ? { later: true } : {}) })) },
    long('words', 500),
    ...(setting === 'hospital-portal' || setting === 'clinic' ? [one('stage', ['just-diagnosed', 'in-treatment', 'later'])] : setting === 'veteran' ? [one('stage', ['serving', 'separated', 'family'])] : []),
    ...(school ? [] : [beenThrough]),
    long('enjoy', 200),
    several('prefer', school ? [...preferences, 'not-my-class'] : preferences),
    ...(languages.length > 1 ? [one('language', languages)] : []),
    { id: 'when', kind: 'times', required: false, options: options(...(school ? schoolTimes : times)) },
    several('how', ['in-person', 'online', 'messages']),
    text('contact', 120), { id: 'may-leave-message', kind: 'tick', required: false },
    text('access', 200),
    ...(school ? [adults.length ? one('adult', [...adults], { options: adults.map((value) => ({ value, label: value })) }) : text('adult', 60)] : []),
    one('guardian', ['ok', 'worried'], { bands: minors }),
    { id: 'understood', kind: 'tick', required: true },
  ];
}

const drawn = ({ id, kind, label, hint, required = false, options: given, most }: AddedQuestion): FormQuestion => ({
  id: `own-${id}`, kind, required, label, ...(hint ? { hint } : {}), ...(given ? { options: given.map((value) => ({ value, label: value })) } : {}), ...(kind === 'text' ? { most: Math.min(most ?? 120, 200) } : kind === 'long' ? { most: most ?? 500 } : most ? { most } : {}),
});

export const consentBands = (rule: ConsentRule): AgeBand[] => (rule === 'under-18' ? ['under-13', '13-17'] : rule === 'under-13' ? ['under-13'] : []);

export function formOf(setting: Setting, mentoring: MentoringSettings, topics: readonly string[]): FormDescription {
  const { hidden, words, added } = mentoring.form;
  const questions = own(setting, mentoring, topics).filter(({ id }) => always.includes(id) || !hidden.includes(id)).map((question) => (words[question.id] ? { ...question, label: words[question.id] } : question));
  const bands = consentBands(mentoring.consentRule);
  const rest = questions.findIndex(({ id }) => id === 'contact');
  return {
    setting, kinds: mentoring.kinds.map(({ id, label }) => ({ id, label })), consentBands: bands, topicsLater: mentoring.topicsLater,
    questions: [...questions.slice(0, rest), ...added.map(drawn), ...questions.slice(rest)].filter(({ id }) => id !== 'guardian' || bands.length > 0).map((question) => (question.id === 'guardian' ? { ...question, bands } : question)),
  };
}

/** In the languages that programs write their forms in: a birth date, a diagnosis, a question about somebody's health. */
const birth = /birth\s*-?\s*(day|date)|date\s+of\s+birth|\bd\.?o\.?b\b|\bborn\b|cumplea|nacimiento|naci[oó]|geburt|naissance|nascimento|ميلاد/i;
const diagnosis = /diagnos|diagnó|تشخيص/i;
const health = /health|depress|anxi|medic(?!aid|are\b)|mental|therap|suicid|self.?harm|salud|depresi|ansied|terapia|صح[ةي]|اكتئاب|قلق/i;

/** Why a form may not be used, in words for whoever changed it. Sources: DOMAIN's rules from PPRA and COPPA. */
export function formRefusals(setting: Setting, { form, consentText, kinds, contact, open }: MentoringSettings): string[] {
  const said = [...Object.entries(form.words).map(([id, label]) => ({ name: id, text: label, required: false, about: false })), ...form.added.map(({ id, label, hint, options: given, required, health: about }) => ({ name: id, text: [label, hint, ...given ?? []].join(' '), required: required ?? false, about: about ?? false }))];
  return [
    ...said.filter(({ text: words }) => birth.test(words)).map(({ name }) => `The question "${name}" asks for a birth date. Ask for an age band instead; the form has one.`),
    ...said.filter(({ text: words }) => diagnosis.test(words)).map(({ name }) => `The question "${name}" asks for a diagnosis. Nobody has to have one to ask for a mentor.`),
    ...(setting === 'school' ? said.filter(({ text: words, required, about }) => required && (about || health.test(words))).map(({ name }) => `The question "${name}" is about health and must be answered. At a school nobody may be required to answer it.`) : []),
    ...form.added.filter(({ kind, options: given }) => ['one', 'several'].includes(kind) && (given?.length ?? 0) < 2).map(({ id }) => `The question "${id}" needs at least two answers to choose from.`),
    ...(new Set(form.added.map(({ id }) => id)).size < form.added.length ? ['Two questions have the same short name.'] : []),
    ...(new Set(kinds.map(({ id }) => id)).size < kinds.length ? ['Two kinds of relation have the same short name.'] : []),
    ...form.hidden.filter((id) => always.includes(id)).map((id) => `The question "${id}" cannot be left out.`),
    ...(open && !consentText.en?.trim() ? ['There is no text for guardians to read. Write it in English first; other languages come beside it.'] : []),
    ...(open && !contact.trim() ? ['Say whom guardians and requesters can ask: a name and a number.'] : []),
  ];
}

const wrong = (id: string, message: string) => ({ path: `answers.${id}`, message });

/** The questions that are asked of somebody of this age, before or after an adult has agreed. */
export function questionsFor(form: FormDescription, band: string, agreed: boolean): FormQuestion[] {
  const few = band === 'under-13' && !agreed;
  return form.questions.filter(({ id, bands }) => (!few || underThirteen.includes(id)) && (!bands || bands.includes(band)))
    .map((question) => {
      // A text field is free text: of somebody so young it is asked once an adult has agreed.
      if (few && question.id === 'adult' && question.kind === 'text') return { ...question, most: 40 };
      return question.id === 'topics' && form.topicsLater && form.consentBands.includes(band) && !agreed ? { ...question, options: question.options!.filter(({ later }) => !later) } : question;
    });
}

/**
 * The answers, checked against the form: what was not asked is refused, not dropped, since a form that was altered must not look as if it
 * had worked. Empty ones are left out.
 */
export function checkAnswers(form: FormDescription, given: MentorAnswers, agreed = false, earlier: MentorAnswers = {}): MentorAnswers {
  const band = String(given.age ?? earlier.age ?? '');
  const questions = questionsFor(form, band, agreed);
  const issues: { path: string; message: string }[] = [];
  if (!(ageBands as readonly string[]).includes(band)) issues.push(wrong('age', 'must be chosen'));
  const answers: MentorAnswers = {};
  for (const [id, value] of Object.entries(given)) {
    const question = questions.find((item) => item.id === id);
    if (!question) { issues.push(wrong(id, 'is not asked here')); continue; }
    const known = question.options?.map((option) => option.value);
    const issue = (() => {
      switch (question.kind) {
        case 'tick': return typeof value === 'boolean' ? '' : 'must be yes or no';
        case 'several': case 'times': return !Array.isArray(value) || value.some((item) => !known?.includes(item)) ? 'must be chosen from the list' : question.most && value.length > question.most ? `must be at most ${question.most}` : '';
        case 'one': return typeof value === 'string' && (value === '' || known?.includes(value)) ? '' : 'must be chosen from the list';
        default: return typeof value !== 'string' ? 'must be a text' : value.length > (question.most ?? 120) ? `must be at most ${question.most ?? 120} characters` : '';
      }
    })();
    if (issue) { issues.push(wrong(id, issue)); continue; }
    const kept = typeof value === 'string' ? value.trim() : value;
    if (kept !== '' && kept !== false && !(Array.isArray(kept) && !kept.length)) answers[id] = kept;
  }
  for (const { id, required } of questions) if (required && answers[id] === undefined && earlier[id] === undefined) issues.push(wrong(id, 'is needed'));
  if (issues.length) throw new ProblemError('invalid-query', { issues: issues.slice(0, 20) });
  return answers;
}

const number = '\\d{1,4}';
/** `12/04/2009`, `2009-04-12`, `12. April 2009`, `April 12, 2009`, `12 de abril de 2009`. */
const dateLike = new RegExp(`\\b${number}[./-]${number}[./-]\\d{2,4}\\b|\\b\\d{1,2}\\.? (de )?\\p{L}{3,10} (de )?(19|20)\\d\\d\\b|\\b\\p{L}{3,10} \\d{1,2},? (19|20)\\d\\d\\b`, 'iu');
/** A hint for the coordinator's eyes, that something was typed which nobody asked for. It is kept as it was, and nothing else reads it. */
export function gentleNotes(answers: MentorAnswers): string[] {
  const typed = Object.entries(answers).filter(([id, value]) => typeof value === 'string' && id !== 'contact').map(([, value]) => value as string).join('\n');
  return [...(dateLike.test(typed) ? ['maybe-birth-date'] : []), ...(/diagnos|diagnó|تشخيص/i.test(typed) ? ['maybe-diagnosis'] : [])];
}
