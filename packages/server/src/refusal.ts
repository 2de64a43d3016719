/** Something that Kith will not do, with words that say why and what to do instead. Shown to whoever runs the command or the server. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: string;
  constructor(code: string, message: string) { super(message); this.code = code; }
}
