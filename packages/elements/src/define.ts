/**
 * Registers an element once: the first copy on a page wins, a second one is left alone instead of throwing and
 * taking the rest of its bundle with it. Give another `tag` where a page uses the name already.
 */
export function define(tag: string, element: CustomElementConstructor & { version?: string }): void {
  const known = customElements.get(tag) as (CustomElementConstructor & { version?: string }) | undefined;
  if (!known) customElements.define(tag, element);
  else if (known !== element && known.version !== element.version) console.warn(`[kith] <${tag}> is there already, in another version; ${element.version} was not used`);
}
