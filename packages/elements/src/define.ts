/**
 * Registers an element once: the first copy on a page wins, a second one is left alone instead of throwing and
 * taking the rest of its bundle with it. Give another `tag` where a page uses the name already.
 */
export function define(tag: string, element: CustomElementConstructor & { version?: string }): void {
  const known = customElements.get(tag) as (CustomElementConstructor & { version?: string }) | undefined;
  if (!known) customElements.define(tag, element);
  else if (known.version !== element.version) console.warn(`[kith] two versions of <${tag}>: the first stays`);
}
