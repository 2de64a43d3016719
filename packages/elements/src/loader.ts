/** The one script that a page adds: `<script async src="…/kith.js" data-site="pk_…">`, as a classic script or a module. */
declare const __CHUNKS__: Record<string, string[]>;
/** What reads a feed. */
declare const __FEED_SOURCE__: string;
/** Of the immutable copy: check sums of everything. */
declare const __INTEGRITY__: Record<string, string> | undefined;
/** From the script to the folder of its chunks. */
declare const __ROOT__: string;

/** Other people's elements are left alone. */
const chunks = __CHUNKS__;
const tags = Object.keys(chunks);
const script = document.currentScript as HTMLScriptElement | null ?? document.querySelector<HTMLScriptElement>('script[src*="/kith.js"]');
const base = new URL(__ROOT__, script?.src ?? location.href);
const asked = new Set<string>();

const load = (file: string) => import(/* @vite-ignore */ new URL(file, base).href);
/** With check sums: the browser refuses a file that is not the one that was built. An import that finds its file preloaded takes that one, and no other. */
const check = (file: string) => new Promise<unknown>((resolve, reject) => {
  const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: new URL(file, base).href, crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', integrity: __INTEGRITY__![file]!, onload: resolve, onerror: reject });
  // Of a page that lets scripts in by it.
  link.nonce = script?.nonce ?? '';
  // Safari before 17 would never say a word.
  if (!link.relList.supports('modulepreload')) reject(new Error(file));
  document.head.append(link);
});
/** Of the immutable copy: everything, also what comes later. */
const checked = new Map<string, Promise<unknown>>();
const checkAll = () => { for (const file in __INTEGRITY__) if (!checked.has(file)) { const done = check(file); checked.set(file, done); done.catch(() => { checked.delete(file); }); } };

function want(tag: string): void {
  const files = chunks[tag];
  if (!files || asked.has(tag) || customElements.get(tag)) return;
  asked.add(tag);
  if (typeof __INTEGRITY__ !== 'undefined') checkAll();
  // What reads a feed, with its element and not after it.
  else if (document.querySelector(`${tag}[src]`)) load(__FEED_SOURCE__).catch(() => undefined);
  // The first date that a page writes takes long: while the files are on their way.
  if (tag === 'find-a-group') setTimeout(Intl.DateTimeFormat);
  // All at once: on a slow line each wait is felt.
  (typeof __INTEGRITY__ === 'undefined' ? Promise.all(files.map(load)) : Promise.all(files.map((file) => checked.get(file)!)).then(() => load(files[0]!))).catch(() => {
    // Forgotten, so that a later one of its kind may try again. What the page's author wrote inside stays.
    asked.delete(tag);
    console.warn(`[kith] could not load <${tag}>`);
  });
}

function scan(root: Element | Document): void {
  if (root instanceof Element && tags.includes(root.localName)) want(root.localName);
  for (const element of root.querySelectorAll(tags.join())) want(element.localName);
}

// From inside an element of ours, where no observer looks.
addEventListener('kith-want', (event) => { want((event as CustomEvent<string>).detail); });

new MutationObserver((records) => {
  for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) scan(node);
}).observe(document, { childList: true, subtree: true });
scan(document);

// A frame of ours says how high it is; nothing else is taken from it.
addEventListener('message', ({ data, source, origin }: MessageEvent<unknown>) => {
  if (origin !== base.origin || typeof data !== 'object' || data === null) return;
  const height = (data as { kithHeight?: unknown }).kithHeight;
  if (typeof height !== 'number' || !(height > 0 && height < 1e5)) return;
  for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === source) frame.style.height = `${Math.ceil(height)}px`;
});

export {};
