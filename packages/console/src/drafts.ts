import { noChange } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Values = readonly string[];
const isChosen = (field: Field): field is HTMLInputElement => field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');
const fieldsOf = (form: HTMLFormElement): Field[] => ([...form.elements] as Field[]).filter(({ name }) => name);
/** Of ticks and choices: the values of those that are on. */
const valuesOf = (form: HTMLFormElement, name: string): Values => fieldsOf(form).filter((field) => field.name === name).flatMap((field) => (isChosen(field) ? field.checked ? [field.value] : [] : [field.value]));
const same = (some: Values, others: Values) => some.length === others.length && some.every((value, at) => value === others[at]);

/**
 * What somebody has written and not sent, by what it is for: `write CHAT`, `settings PROGRAM`. Of each form only the fields that say something
 * else than they began with. In memory alone: gone with the page, at sign-out, and with the chat.
 */
export class Drafts {
  readonly #kept = new Map<string, Map<string, Values>>();
  /** Where it is shown now, and what its fields began with. */
  readonly #shown = new Map<string, { form: HTMLFormElement; began: Map<string, Values> }>();
  readonly #changed: () => void;
  /** `changed`: a draft came, or went. */
  constructor(changed: () => void) { this.#changed = changed; }

  get any(): boolean { return this.#kept.size > 0; }
  has(key: string): boolean { return this.#kept.has(key); }
  /** By the names of the fields that were changed. */
  of(key: string): ReadonlyMap<string, Values> { return new Map(this.#kept.get(key)); }
  /** Begins with what the form says, and puts what is kept into it. */
  show(key: string, form: HTMLFormElement): void {
    this.#shown.set(key, { form, began: new Map(fieldsOf(form).map(({ name }) => [name, valuesOf(form, name)])) });
    for (const [name, values] of this.of(key)) this.#fill(key, name, values);
  }
  note(key: string, form: HTMLFormElement, name: string): void {
    if (this.#shown.get(key)?.form === form) this.#put(key, name, valuesOf(form, name));
  }
  /** The form was drawn with other values: what is written stays. Gives the fields that both sides changed, with the new values. */
  renew(key: string): Map<string, Values> {
    const both = new Map<string, Values>();
    const shown = this.#shown.get(key);
    if (!shown) return both;
    for (const { name } of fieldsOf(shown.form)) {
      const drawn = valuesOf(shown.form, name);
      const mine = this.#kept.get(key)?.get(name);
      if (mine && same(drawn, mine)) continue;
      shown.began.set(name, drawn);
      if (mine) { both.set(name, drawn); this.#fill(key, name, mine); }
    }
    return both;
  }
  /** `text` of a field went out: what was written after it stays. */
  sent(key: string, name: string, text: string): void {
    const now = this.#kept.get(key)?.get(name)?.[0] ?? '';
    const rest = [now.startsWith(text) ? now.slice(text.length).trimStart() : now];
    this.#put(key, name, rest);
    this.#fill(key, name, rest);
  }
  /** The server has these values now: what was written since stays. */
  taken(key: string, values: ReadonlyMap<string, Values>): void {
    for (const [name, value] of values) { this.#shown.get(key)?.began.set(name, value); this.#put(key, name, this.#kept.get(key)?.get(name) ?? value); }
  }
  #put(key: string, name: string, values: Values): void {
    const before = this.has(key);
    const fields = new Map(this.#kept.get(key)).set(name, values);
    if (same(values, this.#shown.get(key)?.began.get(name) ?? [''])) fields.delete(name);
    if (fields.size) this.#kept.set(key, fields); else this.#kept.delete(key);
    if (before !== this.has(key)) this.#changed();
  }
  #fill(key: string, name: string, values: Values): void {
    const form = this.#shown.get(key)?.form;
    for (const field of form ? fieldsOf(form) : []) if (field.name === name) { if (isChosen(field)) field.checked = values.includes(field.value); else field.value = values[0] ?? ''; }
  }
  /** Done with: the form says what it began with. */
  forget(key: string): void {
    for (const name of this.of(key).keys()) this.#fill(key, name, this.#shown.get(key)!.began.get(name) ?? []);
    if (this.#kept.delete(key)) this.#changed();
  }
  /** All that was for one chat. */
  forgetOf(id: string): void { for (const key of [...this.#kept.keys()]) if (key.endsWith(` ${id}`)) this.forget(key); }
  clear(): void { this.#kept.clear(); this.#shown.clear(); }
}

class Kept extends Directive {
  #key: string | undefined;
  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('kept() belongs on a form');
  }
  override render(_drafts: Drafts, _key: string): unknown { return noChange; }
  override update({ element }: ElementPart, [drafts, key]: [Drafts, string]): unknown {
    if (this.#key === key) return noChange;
    this.#key = key;
    const form = element as HTMLFormElement;
    const note = ({ target }: Event) => { const { name } = target as Field; if (name) drafts.note(key, form, name); };
    form.addEventListener('input', note);
    form.addEventListener('change', note);
    // Its fields are drawn after it.
    queueMicrotask(() => { drafts.show(key, form); });
    return noChange;
  }
}
/** On a form: what is written in it is kept under this key, and is there again when the form is. One form for one key (`keyed`). */
export const kept = directive(Kept);
